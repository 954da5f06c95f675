/** The project's own source files, parsed: what they import, export and document. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

/** The repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** One parsed file. */
export interface SourceFile {
  /** From the repository's root, with slashes: `server/src/room/room.ts`. */
  readonly path: string;
  readonly text: string;
  /** Modules it imports or re-exports, dynamic imports included; relative ones as paths. */
  readonly imports: readonly string[];
  /** Those of {@link imports} of which it takes more than types. */
  readonly loads: readonly string[];
  /** Names that it declares and exports, and whether a doc comment stands before each. */
  readonly declares: readonly { readonly name: string; readonly isDocumented: boolean }[];
  /** Every name that an importer can ask for. */
  readonly exports: readonly string[];
}

/** The TypeScript files below `folder`. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/\/(node_modules|dist)\//.test(path))
    .toSorted()
    .map(parse);
}

function parse(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const { module, program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  );
  const specifiers = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...dynamic,
  ];
  const loaded = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap((statement) =>
      statement.entries.flatMap(({ moduleRequest, isType }) =>
        isType || moduleRequest === null ? [] : [moduleRequest.value],
      ),
    ),
    ...dynamic,
  ];
  const isDocumented = (start: number): boolean =>
    comments.some(
      (comment) =>
        comment.type === "Block" &&
        comment.value.startsWith("*") &&
        comment.end <= start &&
        text.slice(comment.end, start).trim() === "",
    );
  const declares = program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return [];
    const { declaration, start } = statement;
    const names =
      declaration.type === "VariableDeclaration"
        ? declaration.declarations.map(({ id }) => text.slice(id.start, id.end).split(":")[0] ?? "")
        : "id" in declaration && declaration.id !== null
          ? [text.slice(declaration.id.start, declaration.id.end)]
          : [];
    return names.map((name) => ({ name, isDocumented: isDocumented(start) }));
  });
  return {
    path,
    text,
    imports: [...new Set(specifiers.map((specifier) => resolved(path, specifier)))],
    loads: [...new Set(loaded.map((specifier) => resolved(path, specifier)))],
    declares,
    exports: module.staticExports
      .flatMap((statement) => statement.entries.map((entry) => entry.exportName.name ?? "*"))
      .toSorted(),
  };
}

function resolved(path: string, specifier: string): string {
  return specifier.startsWith(".")
    ? join(dirname(path), specifier).replaceAll("\\", "/")
    : specifier;
}

/** The ways into the packages that their manifests name, and programs that take each of them. */

import { readdirSync } from "node:fs";
import { packageNames, type Consumer } from "./consumer.ts";

/** A file that a manifest names, or files where there is a `*`. */
export interface Target {
  readonly path: string;
  readonly pattern: RegExp;
}

/** Every file that a manifest's `exports`, `imports` and `bin` name, under whichever condition. */
export function targetsOf(manifest: unknown): readonly Target[] {
  const { exports, imports, bin } = Object(manifest) as Readonly<Record<string, unknown>>;
  const leaves = (value: unknown): readonly string[] => {
    if (typeof value === "string") return [value];
    return Object.values(Object(value) as Record<string, unknown>).flatMap(leaves);
  };
  return [exports, imports, bin].flatMap(leaves).map((path) => ({ path, pattern: matching(path) }));
}

/** A program with an import of every way in, but for those that only our own sources have. */
export function importersOf(
  consumer: Consumer,
  what: "scripts" | "scripts and style sheets",
): string {
  const specifiers = packageNames.flatMap((name) => specifiersOf(consumer, name));
  const isSheet = (specifier: string): boolean => specifier.endsWith(".css");
  const scripts = specifiers.filter((specifier) => !isSheet(specifier));
  const sheets = what === "scripts" ? [] : specifiers.filter(isSheet);
  return [
    ...sheets.map((specifier) => `import "${specifier}";`),
    ...scripts.map((specifier, index) => `import * as entry${index} from "${specifier}";`),
    `export const entries: readonly object[] = [${scripts.map((_, index) => `entry${index}`).join()}];`,
  ].join("\n");
}

/**
 * The code of a module as a CommonJS program, which has no `await` outside of functions. Yjs comes by `import()`,
 * as the READMEs say: what `require` gives is another copy than the one that the packages import.
 */
export function asCommonJs(code: string): string {
  const imports = [...code.matchAll(/^import [^;]*;\n/gm)].map(([statement]) => statement);
  const rest = imports.reduce((text, statement) => text.replace(statement, ""), code);
  const ofYjs = /^import (?:\* as )?(.+) from "yjs";\n$/;
  const late = imports.flatMap((statement) => {
    const [, names] = ofYjs.exec(statement) ?? [];
    return names === undefined ? [] : [`const ${names} = await import("yjs");\n`];
  });
  return `${imports.filter((statement) => !ofYjs.test(statement)).join("")}
async function main(): Promise<void> {
${late.join("")}${rest}}
void main();
`;
}

function specifiersOf(consumer: Consumer, name: (typeof packageNames)[number]): readonly string[] {
  return Object.entries(consumer.manifest(name).exports).flatMap(([subpath, target]) => {
    if (typeof target !== "string" && target["default"] === undefined) return [];
    const specifier = `@coscribe/${name}${subpath.slice(1)}`;
    if (!subpath.includes("*")) return [specifier];
    const file = typeof target === "string" ? target : (target["default"] ?? "");
    const pattern = matching(file);
    return readdirSync(consumer.installed(name), { recursive: true, encoding: "utf8" })
      .flatMap((path) => pattern.exec(path.replaceAll("\\", "/"))?.slice(1) ?? [])
      .map((part) => specifier.replace("*", part));
  });
}

/** Matches paths from the package's folder; what stands for the `*` is captured. */
function matching(target: string): RegExp {
  const escaped = target.replace(/^\.\//, "").replaceAll(/[.+]/g, "\\$&");
  return new RegExp(`^${escaped.replace("*", "(.+)")}$`);
}

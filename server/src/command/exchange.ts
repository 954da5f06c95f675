/**
 * `coscribe export` and `coscribe import`: documents as files of other programs. What reads documents
 * loads Yjs, and so is loaded on use: a server does not need it in its main thread.
 */

import { readFile, writeFile } from "node:fs/promises";
import type { DocumentName } from "@coscribe/shared";
import { stayAwake } from "../clock.ts";
import { levelStore } from "../store/level/level-store.ts";
import { StoreError } from "../store/store-error.ts";
import type { CheckOutput } from "./check.ts";
import { blocksOfFile, fileOf, type FileFormat } from "./exchange-formats.ts";

/** What to write into a file. */
export interface ExportSettings {
  /** The directory of the database. */
  readonly data: string;
  readonly name: DocumentName;
  readonly format: FileFormat;
  /** The file; undefined for the standard output. */
  readonly to: string | undefined;
}

/** What to write into a document. */
export interface ImportSettings {
  readonly data: string;
  readonly file: string;
  readonly format: FileFormat;
  readonly name: DocumentName;
  readonly append: boolean;
}

/** The text of `coscribe export --help`. */
export const exportHelpText: string = `Writes a document into a file of another program.

Usage: coscribe export NAME [options]

  --format FORMAT    md (Markdown), html, docx (word processors), txt or json
                     (ProseMirror); told by the file's name if left out, else md
  --to FILE          the file; printed if left out
  --data DIRECTORY   where documents are kept (COSCRIBE_DATA, default ./data)
  --help             show this text

Stop the server first; on a running one the page's menu has the same under "Download".
Every letter is in the file; shared/src/schema/README.md lists what each format has no
place for.

Exit codes: 0 written; 1 not, for instance because there is no such document; 2 the
directory could not be opened, for instance because a server is running.
`;

/** The text of `coscribe import --help`. */
export const importHelpText: string = `Writes a file of another program into a document.

Usage: coscribe import FILE NAME [options]

  --format FORMAT    md (Markdown), html, docx (word processors), txt or json
                     (ProseMirror); told by the file's name if left out
  --append           write behind what the document holds already
  --data DIRECTORY   where documents are kept (COSCRIBE_DATA, default ./data)
  --help             show this text

Stop the server first; on a running one the page's menu has the same under "Import".
The document is made if there is none, and so is the directory. Pictures in a docx are
told in words.

Exit codes: 0 written; 1 not, for instance because the document holds something already;
2 the directory could not be opened, for instance because a server is running.
`;

/** Runs the export. Resolves to the exit code. */
export function runExport(
  { data, name, format, to }: ExportSettings,
  output: CheckOutput & { readonly bytes: (bytes: Uint8Array) => void },
): Promise<number> {
  return telling("export", output, async () => {
    const { readBlocks } = await import("./exchange-data.ts");
    const blocks = await readBlocks({ directory: data, name, open: storeIn });
    const bytes = await fileOf(blocks, format, name);
    if (to === undefined) output.bytes(bytes);
    else await writeFile(to, bytes);
  });
}

/** Runs the import. Resolves to the exit code. */
export function runImport(
  { data, file, format, name, append }: ImportSettings,
  output: CheckOutput,
): Promise<number> {
  return telling("import", output, async () => {
    const { writeBlocks } = await import("./exchange-data.ts");
    const blocks = await blocksOfFile(await readFile(file), format);
    await writeBlocks({ directory: data, name, open: storeIn }, blocks, append);
    const count = `${blocks.length} block${blocks.length === 1 ? "" : "s"}`;
    output.result(`${name}: ${count} from ${JSON.stringify(file)}\n`);
  });
}

function storeIn(path: string): ReturnType<typeof levelStore> {
  return levelStore(path, { commitIntervalMs: 0 });
}

/** Does `work`, and tells what went wrong. */
async function telling(
  command: string,
  output: CheckOutput,
  work: () => Promise<void>,
): Promise<number> {
  const awake = stayAwake();
  try {
    await work();
    return 0;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    output.error(`coscribe ${command}: ${problem}\n`);
    return error instanceof StoreError ? 2 : 1;
  } finally {
    awake.cancel();
  }
}

/**
 * `coscribe export` and `coscribe import`: documents as files of other programs. What reads documents
 * loads Yjs, and so is loaded on use: a server does not need it in its main thread.
 */

import { readFile, writeFile } from "node:fs/promises";
import type { DocumentName } from "@coscribe/shared";
import { stayAwake } from "../clock.ts";
import { defaultLimits } from "../options.ts";
import { levelStore } from "../store/level/level-store.ts";
import { StoreError } from "../store/store-error.ts";
import type { CheckOutput } from "./check.ts";
import { blocksOfFile, fileOf, type FileFormat } from "../exchange/file-formats.ts";
import { IncomingPictures } from "../exchange/incoming-pictures.ts";
import { OutgoingPictures } from "../exchange/outgoing-pictures.ts";

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
  /** Most bytes of a picture in it. */
  readonly maxFile: number | undefined;
  /** Most bytes of all files of documents together. */
  readonly maxFiles: number | undefined;
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
Every letter is in the file, and pictures are in a docx; shared/src/schema/README.md lists what each format has no
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
  --max-file SIZE    largest picture that is taken, such as 100mb (default 25mb)
  --max-files SIZE   most that all files may take on the disk together (default no limit)
  --data DIRECTORY   where documents are kept (COSCRIBE_DATA, default ./data)
  --help             show this text

Stop the server first; on a running one the page's menu has the same under "Import".
The document is made if there is none, and so is the directory. Pictures whose bytes are
in the file are kept as the server keeps them; those that it would not take are named,
and what they show is told in words.

Exit codes: 0 written; 1 not, for instance because the document holds something already;
2 the directory could not be opened, for instance because a server is running.
`;

/** Runs the export. Resolves to the exit code. */
export function runExport(
  { data, name, format, to }: ExportSettings,
  output: CheckOutput & { readonly bytes: (bytes: Uint8Array) => void },
): Promise<number> {
  return telling("export", output, async () => {
    const { readDocument } = await import("./exchange-data.ts");
    const place = { directory: data, name, open: (path: string) => storeIn(path) };
    const bytes = await readDocument(place, async (blocks, files) => {
      const pictures = new OutgoingPictures(files);
      const file = await fileOf(blocks, format, name, pictures);
      tellPictures(output, "only named in the file", pictures.leftOut);
      return file;
    });
    if (to === undefined) output.bytes(bytes);
    else await writeFile(to, bytes);
  });
}

/** Runs the import. Resolves to the exit code. */
export function runImport(
  {
    data,
    file,
    format,
    name,
    append,
    maxFile = defaultLimits.maxFileBytes,
    maxFiles,
  }: ImportSettings,
  output: CheckOutput,
): Promise<number> {
  return telling("import", output, async () => {
    const { writeBlocks } = await import("./exchange-data.ts");
    const pictures = new IncomingPictures(maxFile);
    const blocks = await blocksOfFile(await readFile(file), format, pictures);
    const place = { directory: data, name, open: (path: string) => storeIn(path, maxFiles) };
    await writeBlocks(place, blocks, pictures, append);
    const taken = pictures.count === 0 ? "" : ` and ${counted(pictures.count, "picture")}`;
    const written = `${counted(blocks.length, "block")}${taken}`;
    output.result(`${name}: ${written} from ${JSON.stringify(file)}\n`);
    tellPictures(output, "left out", pictures.refused);
  });
}

function storeIn(path: string, maxFilesBytes?: number): ReturnType<typeof levelStore> {
  return levelStore(path, { commitIntervalMs: 0, maxFilesBytes });
}

/** Names pictures of which no more than what they show has got through. */
function tellPictures(output: CheckOutput, what: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const count = counted(lines.length, "picture");
  output.error([`${count} ${what}:`, ...lines.map((line) => `  ${line}`), ""].join("\n"));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
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

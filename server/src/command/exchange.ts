/**
 * `coscribe export` and `coscribe import`: documents as files of other programs. What reads documents
 * loads Yjs, and so is loaded on use: a server does not need it in its main thread.
 */

import { readFile, writeFile } from "node:fs/promises";
import type { DocumentName } from "@coscribe/shared";
import { levelStore } from "../store/level/level-store.ts";
import { attempt, counted } from "./attempt.ts";
import type { CommandOutput } from "./command.ts";
import { blocksOfFile, fileOf, type FileFormat } from "./exchange-formats.ts";
import { IncomingPictures } from "./incoming-pictures.ts";
import { OutgoingPictures } from "./outgoing-pictures.ts";

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
  readonly maxFile: number;
  /** Most bytes of all files of documents together. */
  readonly maxFiles: number | undefined;
}

/** Runs the export. Resolves to the exit code. */
export function runExport(
  { data, name, format, to }: ExportSettings,
  output: CommandOutput,
): Promise<number> {
  const work = async (): Promise<number> => {
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
    return 0;
  };
  return attempt("export", output, work, 1);
}

/** Runs the import. Resolves to the exit code. */
export function runImport(
  { data, file, format, name, append, maxFile, maxFiles }: ImportSettings,
  output: CommandOutput,
): Promise<number> {
  const work = async (): Promise<number> => {
    const { writeBlocks } = await import("./exchange-data.ts");
    const pictures = new IncomingPictures(maxFile);
    const blocks = await blocksOfFile(await readFile(file), format, pictures);
    const place = { directory: data, name, open: (path: string) => storeIn(path, maxFiles) };
    await writeBlocks(place, blocks, pictures, append);
    const taken = pictures.count === 0 ? "" : ` and ${counted(pictures.count, "picture")}`;
    const written = `${counted(blocks.length, "block")}${taken}`;
    output.result(`${name}: ${written} from ${JSON.stringify(file)}\n`);
    tellPictures(output, "left out", pictures.refused);
    return 0;
  };
  return attempt("import", output, work, 1);
}

function storeIn(path: string, maxFilesBytes?: number): ReturnType<typeof levelStore> {
  return levelStore(path, { commitIntervalMs: 0, maxFilesBytes });
}

/** Names pictures of which no more than what they show has got through. */
function tellPictures(output: CommandOutput, what: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const count = counted(lines.length, "picture");
  output.error([`${count} ${what}:`, ...lines.map((line) => `  ${line}`), ""].join("\n"));
}

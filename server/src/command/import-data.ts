/** Files as documents of a store. Loads Yjs, which a server does not need in its main thread. */

import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { Registry } from "../registry/registry.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { inlineBackground, type Background } from "../worker/background.ts";
import {
  blocksOfFile,
  formatOfFile,
  type FileFormat,
  type TextFormat,
} from "../exchange/file-formats.ts";
import { nameOfFilePath } from "./file-names.ts";
import { IncomingPictures } from "../exchange/incoming-pictures.ts";
import { noteChange, placeOf } from "./known-of.ts";
import { addUpdate, withDocument } from "./stored-document.ts";

/** How files are imported. */
export interface ImportOptions {
  /** Write behind what a document holds already; of a Yjs update: put both together. */
  readonly appends: boolean;
  /** Most bytes of a picture. */
  readonly maxFile: number;
  readonly background?: Pick<Background, "screen">;
}

/** What came of a file. */
export interface ImportedFile {
  /** Blocks that were written; undefined for a Yjs update. */
  readonly blocks: number | undefined;
  readonly pictures: number;
  /** Pictures that were not taken: a line for each. */
  readonly refused: readonly string[];
  /** A Yjs update all of which was there already: nothing was written. */
  readonly isKnown: boolean;
}

/**
 * Writes a file into a document, which is made where there is none. Rejects where it holds something already,
 * where it is deleted or damaged, and for a file that is none of this format.
 */
export async function importFile(
  store: DocumentStore,
  path: string,
  target: { readonly name: DocumentName; readonly format: FileFormat },
  { appends, maxFile, background = inlineBackground }: ImportOptions,
): Promise<ImportedFile> {
  const { format } = target;
  const bytes = await readFile(path);
  const registry = new Registry(store);
  const name = await placeOf(registry, target.name);
  if (format !== "yjs") {
    const imported = await importText(store, bytes, { name, format }, appends, maxFile);
    await noteChange(registry, name);
    return imported;
  }
  const update = new Uint8Array(bytes);
  const options = { merges: appends, mergeFlag: "--append", background };
  const isNew = await addUpdate(store, name, update, options);
  if (isNew) await noteChange(registry, name);
  return { blocks: undefined, pictures: 0, refused: [], isKnown: !isNew };
}

async function importText(
  store: DocumentStore,
  bytes: Uint8Array,
  { name, format }: { readonly name: DocumentName; readonly format: TextFormat },
  appends: boolean,
  maxFile: number,
): Promise<ImportedFile> {
  const pictures = new IncomingPictures(maxFile);
  const blocks = await blocksOfFile(bytes, format, pictures);
  await withDocument(store, name, async ({ replica, log }) => {
    const doc = new Doc();
    applyUpdate(doc, replica.encode());
    const flow = readFlow(flowText(doc));
    if (flow.blocks.length > 0 && !appends) {
      throw new Error("it holds something already; --append writes behind that");
    }
    const before = encodeStateVector(doc);
    insertBlocks(flow, undefined, blocks);
    const update = encodeStateAsUpdate(doc, before);
    doc.destroy();
    const { isComplete } = replica.admit(update);
    if (!isComplete) throw new Error("what was read does not fit into it");
    // On disk before the document names them.
    if (store.files !== undefined) await pictures.putInto(store.files);
    await log.append(update);
  });
  const { count, refused } = pictures;
  return { blocks: blocks.length, pictures: count, refused, isKnown: false };
}

/** What became of a file of a directory. */
export interface ImportedDocument extends Partial<ImportedFile> {
  /** Below the directory. */
  readonly file: string;
  /** The name that it tells. */
  readonly name: string;
  /** Why it was not written. */
  readonly problem?: string;
}

/** What {@link importDirectory} is to do. */
export interface ImportDirectoryOptions extends ImportOptions {
  /** What all files have; told by each one's name where it is left out. */
  readonly format: FileFormat | undefined;
  /** Put before each name. */
  readonly prefix: string;
  readonly onProgress: (done: number, total: number, file: string) => void;
}

/**
 * Writes all files of a directory, but hidden ones, into documents named like them. What is wrong with one keeps
 * no other from being written. Rejects with the system's error where the directory cannot be read.
 */
export async function importDirectory(
  store: DocumentStore,
  directory: string,
  options: ImportDirectoryOptions,
): Promise<readonly ImportedDocument[]> {
  const files = await filesBelow(directory);
  const documents: ImportedDocument[] = [];
  for (const file of files) {
    options.onProgress(documents.length, files.length, file);
    const name = options.prefix + nameOfFilePath(file.replace(/\.[^./]*$/, ""));
    try {
      const format = options.format ?? formatOfFile(file);
      if (format === undefined) throw new Error("its format is not known; see --format");
      const target = { name: parseDocumentName(name), format };
      // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
      const imported = await importFile(store, join(directory, file), target, options);
      documents.push({ file, name, ...imported });
    } catch (error) {
      documents.push({
        file,
        name,
        problem: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return documents;
}

/** Paths below the directory, with slashes, in order. */
async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, sep).length))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .toSorted();
}

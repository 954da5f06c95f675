/** Documents of a store as files. Loads Yjs, which a server does not need in its main thread. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DocumentName } from "@coscribe/shared";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { applyUpdate, Doc } from "yjs";
import { Registry } from "../registry/registry.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { fileOf, type FileFormat } from "../exchange/file-formats.ts";
import { filePathsOf } from "./file-names.ts";
import { placeOf } from "./known-of.ts";
import { OutgoingPictures } from "../exchange/outgoing-pictures.ts";
import { withDocument } from "./stored-document.ts";

/** A document as a file. */
export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Pictures that are only named in it: a line for each. */
  readonly leftOut: readonly string[];
}

/** Makes a file of a document. Rejects where no name leads to one, and where it is deleted or damaged. */
export async function exportDocument(
  store: DocumentStore,
  name: DocumentName,
  format: FileFormat,
): Promise<ExportedFile> {
  const place = await placeOf(new Registry(store), name);
  return withDocument(store, place, async ({ replica, isStored }) => {
    if (!isStored) throw new Error("there is no such document");
    const update = replica.encode();
    if (format === "yjs") return { bytes: update, leftOut: [] };
    const doc = new Doc();
    applyUpdate(doc, update);
    const pictures = new OutgoingPictures(store.files);
    const bytes = await fileOf(readFlow(flowText(doc)).blocks, format, name, pictures);
    doc.destroy();
    return { bytes, leftOut: pictures.leftOut };
  });
}

/** What became of a document. */
export interface ExportedDocument {
  readonly name: DocumentName;
  /** The file, below the directory. */
  readonly file: string;
  /** Pictures that are only named in the file. */
  readonly leftOut: readonly string[];
  /** Why it was not written. */
  readonly problem?: string;
}

/** What {@link exportDocuments} is to do. */
export interface ExportOptions {
  readonly names: readonly DocumentName[];
  readonly format: FileFormat;
  /** The directory for the files, which is made. */
  readonly to: string;
  readonly onProgress: (done: number, total: number, name: DocumentName) => void;
}

/** Writes documents that are not deleted into files named like them. What is wrong with one keeps no other from being written. */
export async function exportDocuments(
  store: DocumentStore,
  { names, format, to, onProgress }: ExportOptions,
): Promise<readonly ExportedDocument[]> {
  const registry = new Registry(store);
  const paths = filePathsOf(names);
  const documents: ExportedDocument[] = [];
  await mkdir(to, { recursive: true });
  for (const name of names) {
    const file = `${paths.get(name)}.${format}`;
    onProgress(documents.length, names.length, name);
    // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
    if ((await registry.record(name)).deletedAt !== undefined) continue;
    try {
      // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
      const { bytes, leftOut } = await exportDocument(store, name, format);
      const path = join(to, file);
      // oxlint-disable-next-line no-await-in-loop
      await mkdir(dirname(path), { recursive: true });
      // oxlint-disable-next-line no-await-in-loop
      await writeFile(path, bytes);
      documents.push({ name, file, leftOut });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      documents.push({ name, file, leftOut: [], problem });
    }
  }
  return documents;
}

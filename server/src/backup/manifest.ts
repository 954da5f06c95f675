/**
 * What a backup consists of: lines of JSON, of which the first tells what it is, and the last how much there has
 * to be, with the SHA-256 of all lines before it. So one that is cut off or altered is noticed.
 */

import { createHash } from "node:crypto";
import * as z from "zod";
import type { BackedUpState } from "../store/backup/backup-item.ts";

/** The line that a backup begins with. */
export interface ManifestHead {
  readonly format: "coscribe-backup/1";
  readonly id: string;
  /** When it was begun: everything that was acknowledged before is in it. */
  readonly startedAt: string;
  /** The path of the data directory. */
  readonly from: string;
}

/** An object of a backup directory: bytes under their SHA-256. */
export interface BackupObject {
  readonly hash: string;
  readonly bytes: number;
}

/** A document in a backup. */
export interface BackedUpDocument extends BackedUpState {
  readonly type: "document";
  readonly name: string;
  /** Objects with its records, in order. */
  readonly parts: readonly BackupObject[];
  /** What was wrong with it when it was read. */
  readonly problem?: string | undefined;
}

const count = z.int().nonnegative();
const object = { hash: z.string().regex(/^[\da-f]{64}$/), bytes: count };

const headSchema: z.ZodType<ManifestHead> = z.object({
  format: z.literal("coscribe-backup/1"),
  id: z.string().min(1),
  startedAt: z.string(),
  from: z.string(),
});

type Entry =
  | BackedUpDocument
  | (BackupObject & { readonly type: "file" })
  | (BackupObject & { readonly type: "metadata" });

const entrySchema: z.ZodType<Entry> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("document"),
    name: z.string(),
    generation: z.string(),
    keepsDeleted: z.boolean(),
    through: count,
    last: count,
    parts: z.array(z.object(object)),
    problem: z.string().optional(),
  }),
  z.object({ type: z.literal("file"), ...object }),
  z.object({ type: z.literal("metadata"), ...object }),
]);

/** See the head of this file. */
export interface Manifest extends ManifestHead {
  readonly documents: readonly BackedUpDocument[];
  readonly files: readonly BackupObject[];
  readonly metadata: BackupObject | undefined;
}

/** A manifest as the bytes of a file. */
export function encodeManifest({ documents, files, metadata, ...head }: Manifest): string {
  const lines = [
    head,
    ...documents,
    ...(metadata === undefined ? [] : [{ type: "metadata", ...metadata }]),
    ...files.map((file) => ({ type: "file", ...file })),
  ].map((line) => `${JSON.stringify(line)}\n`);
  const text = lines.join("");
  const end = { type: "end", lines: lines.length, sha256: sha256(text) };
  return `${text}${JSON.stringify(end)}\n`;
}

/** The manifest in a file. Throws where it is not what was written. */
export function decodeManifest(text: string): Manifest {
  const endAt = text.lastIndexOf("\n", text.length - 2) + 1;
  const end = parsed(text.slice(endAt)) as { type?: string; sha256?: string };
  if (end.type !== "end" || end.sha256 !== sha256(text.slice(0, endAt))) {
    throw new Error("it is cut off, or not what was written");
  }
  const [head = "", ...lines] = text.slice(0, endAt).trimEnd().split("\n");
  const documents: BackedUpDocument[] = [];
  const files: BackupObject[] = [];
  let metadata: BackupObject | undefined;
  for (const line of lines) {
    const entry = entrySchema.parse(parsed(line));
    if (entry.type === "document") documents.push(entry);
    else if (entry.type === "file") files.push({ hash: entry.hash, bytes: entry.bytes });
    else metadata = { hash: entry.hash, bytes: entry.bytes };
  }
  return { ...headSchema.parse(parsed(head)), documents, files, metadata };
}

/** All objects of a backup, each once. */
export function objectsOf({ documents, files, metadata }: Manifest): readonly BackupObject[] {
  const all = [
    ...documents.flatMap(({ parts }) => parts),
    ...(metadata === undefined ? [] : [metadata]),
    ...files,
  ];
  return [...new Map(all.map((each) => [each.hash, each])).values()];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error("it is cut off, or not what was written", { cause });
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

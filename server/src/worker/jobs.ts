/** The jobs that worker threads do, as plain data that can cross between threads. */

import { ByteReader } from "@coscribe/shared";
import { conversionOf, type Conversion } from "@coscribe/shared/convert";
import * as Y from "yjs";
import { newBytes } from "../pages.ts";
import { admitUpdate, type Known } from "../update/admit-update.ts";
import { DeleteSet } from "../update/delete-set.ts";
import { parseDeletes, parseUpdate } from "../update/parse-update.ts";
import { concat, splitRun, type StructRun } from "../update/struct-run.ts";
import type { Edit, EditRequest, ReadRequest, Told } from "./content/content-job.ts";
import { atOnce, packPlaces, packRuns, unpackPlaces, type PackedPlaces } from "./pack.ts";

/** A job; the update that it is about comes beside it. */
export type Job =
  /** The compact form of a complete document, whose deletes begin at this index. */
  | { readonly type: "compact"; readonly deletesAt: number; readonly keepsDeleted: boolean }
  /** What of an update is new and complete for a document that knows this. */
  | { readonly type: "screen"; readonly known: KnownData }
  /** What makes a flow of another editor's document, in this root or in the usual ones. */
  | { readonly type: "convert"; readonly from: string | undefined }
  /** The document in a format. */
  | { readonly type: "read"; readonly request: ReadRequest }
  /** What writes something into the document. */
  | { readonly type: "edit"; readonly request: EditRequest };

/** What a document knows of itself, as data that crosses between threads at once. */
export interface KnownData {
  readonly vector: ReadonlyMap<number, number>;
  /** The deleted ranges as an update has them. */
  readonly deleted: Uint8Array;
  readonly places: PackedPlaces;
}

/** What a job gives. */
export type JobResult =
  | { readonly type: "compact"; readonly compacted: CompactedUpdate }
  | { readonly type: "screen"; readonly screened: ScreenedUpdate }
  | { readonly type: "convert"; readonly conversion: Conversion }
  | { readonly type: "read"; readonly told: Told }
  | { readonly type: "edit"; readonly edit: Edit };

/** A compact document, found sound. */
export interface CompactedUpdate {
  readonly update: Uint8Array;
  /** Packed. */
  readonly runs: Float64Array;
  /** Yjs deleted nothing more than what was deleted already. */
  readonly hasSameDeletes: boolean;
}

/**
 * Runs and ranges without an object each: millions of objects would cost more to bring over than
 * to find again.
 */
export interface ScreenedUpdate {
  /** Bytes in which all runs are. */
  readonly bytes: Uint8Array;
  /** These are the update itself. */
  readonly isUpdate: boolean;
  /** Packed. */
  readonly runs: Float64Array;
  /** See `DeleteRanges`. */
  readonly deletes: Float64Array;
  readonly places: PackedPlaces;
  readonly wholes: readonly number[];
  readonly firstTypeNumber: number;
  readonly isComplete: boolean;
  /** See `PlacedChange`. */
  readonly isIndependent: boolean;
}

/** Where runs are less than this share of an update, they are copied out of it. */
const leastShare = 0.8;

/** What a job has that nobody else does, and is handed over instead of copied. */
export function buffersOfJob(job: Job): readonly ArrayBufferLike[] {
  if (job.type !== "screen") return [];
  const { deleted, places } = job.known;
  return [deleted, places.byClient, places.facts].map(({ buffer }) => buffer);
}

/**
 * Does a job on `update`, at once but for those that load the libraries of a format. Throws what Yjs throws,
 * ProtocolError `updateRefused`, or ContentError.
 */
export function doJob(job: Job, update: Uint8Array): JobResult | Promise<JobResult> {
  switch (job.type) {
    case "compact":
      return { type: "compact", compacted: compact(update, job.deletesAt, job.keepsDeleted) };
    case "screen":
      return { type: "screen", screened: screen(update, job.known) };
    case "convert":
      return { type: "convert", conversion: convert(update, job.from) };
    case "read":
      return read(update, job.request).then((told) => ({ type: "read", told }));
    case "edit":
      return edit(update, job.request).then((made) => ({ type: "edit", edit: made }));
    default:
      return job satisfies never;
  }
}

/**
 * The compact form of `grown`, through a Y.Doc: only integrating drops what was deleted (a trace
 * of 259,778 edits shrinks from 3.4 MB to 0.3 MB), unless that is to be kept. Throws where Yjs cannot
 * integrate it.
 */
export function compact(
  grown: Uint8Array,
  deletesAt: number,
  keepsDeleted: boolean,
): CompactedUpdate {
  const update = throughDoc(grown, keepsDeleted);
  const { runs, deletes } = parseUpdate(update);
  const before = new DeleteSet();
  before.addAll(parseDeletes(new ByteReader(grown.subarray(deletesAt))));
  const after = new DeleteSet();
  after.addAll(deletes);
  return {
    update,
    runs: packRuns(runs.flatMap(splitRun), update),
    hasSameDeletes: after.equals(before),
  };
}

/** What makes a flow of the document. Throws where Yjs cannot integrate it. */
export function convert(update: Uint8Array, from: string | undefined): Conversion {
  return withDoc(update, { gc: true }, (doc) => conversionOf(doc, from));
}

/** Tells the document in a format. Rejects where Yjs cannot integrate it. */
export async function read(update: Uint8Array, request: ReadRequest): Promise<Told> {
  const { readContent } = await import("./content/read-content.ts");
  return withDoc(update, { gc: true }, (doc) => readContent(doc, request));
}

/** What writes something into the document. Rejects with ContentError, and as {@link read} does. */
export async function edit(update: Uint8Array, request: EditRequest): Promise<Edit> {
  const { editContent } = await import("./content/edit-content.ts");
  const gc = request.base === undefined;
  return withDoc(update, { gc }, (doc) => editContent(doc, request));
}

/** A base stays for long, and this thread's `malloc` would keep what it leaves. */
function inPages(bytes: Uint8Array): Uint8Array {
  const pages = newBytes(bytes.length);
  pages.set(bytes);
  return pages;
}

function throughDoc(update: Uint8Array, keepsDeleted: boolean): Uint8Array {
  return withDoc(update, { gc: !keepsDeleted }, (doc) => inPages(Y.encodeStateAsUpdate(doc)));
}

function withDoc<T>(update: Uint8Array, options: { gc: boolean }, work: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc(options);
  Y.applyUpdate(doc, update);
  return work(doc);
}

/** What of `update` is new and complete for a document that knows this. Throws ProtocolError. */
export function screen(update: Uint8Array, known: KnownData): ScreenedUpdate {
  const deleted = new DeleteSet();
  deleted.addAll(parseDeletes(new ByteReader(known.deleted)));
  const { change, isComplete } = admitUpdate(parseUpdate(update), {
    vector: known.vector,
    deleted,
    places: atOnce(unpackPlaces(known.places)),
  });
  const runs = change.runs.flatMap(splitRun);
  const isUpdate = areViews(runs, update);
  const bytes = isUpdate ? update : concat(runs.map((run) => run.bytes));
  return {
    bytes,
    isUpdate,
    runs: packRuns(runs, isUpdate ? update : undefined),
    deletes: new Float64Array(change.deletes),
    places: packPlaces(change.places),
    wholes: change.places.wholes,
    firstTypeNumber: change.places.firstTypeNumber,
    isComplete,
    isIndependent: change.isIndependent === true,
  };
}

/** `known` as data for {@link screen}, in memory of its own. */
export function dataOf({ vector, deleted, places }: Known): KnownData {
  const bytes = new Uint8Array(deleted.encodedSize);
  deleted.write(bytes, 0);
  return { vector, deleted: bytes, places: packPlaces(places) };
}

/** Whether `runs` are views on `update`, and most of it. */
function areViews(runs: readonly StructRun[], update: Uint8Array): boolean {
  let length = 0;
  for (const { bytes } of runs) {
    if (bytes.buffer !== update.buffer) return false;
    length += bytes.length;
  }
  return length >= update.length * leastShare;
}

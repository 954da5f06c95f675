/**
 * A room's copy of a document: encoded structs by client, and the deleted ranges. Never a Y.Doc. The
 * structs may be on disk only (`structs.ts`): what is new can be taken in without them.
 *
 * Invariants: 1. the state vector tells how far the structs of each client reach. 2. Everything a struct
 * refers to is in the replica too. 3. Bytes handed in may be kept as views, so callers must not change
 * them; bytes handed out may be shared, so neither may others.
 */

import {
  admitUpdate,
  isEmptyChange,
  partsOf,
  type Admission,
  type Known,
  type PlacedChange,
} from "../update/admit-update.ts";
import { DeleteSet } from "../update/delete-set.ts";
import {
  emptyUpdate,
  encodeInPieces,
  encodeUpdate,
  type Base,
  type EncodableDeletes,
  type UpdatePieces,
} from "../update/encode-update.ts";
import { parseUpdate, type ParsedUpdate } from "../update/parse-update.ts";
import { addPlaces, noPlaces } from "../update/places.ts";
import { readableDeletes, type DeletesReader } from "../update/readable-deletes.ts";
import { reaches, type StateVector } from "../update/state-vector.ts";
import type { StructRun } from "../update/struct-run.ts";
import { areMostOf, Structs } from "./structs.ts";

const nothing: StateVector = new Map();

/** What a client takes in memory besides its runs, about, in bytes. */
const bytesPerClient = 200;

/** To compare so many deleted ranges takes about a millisecond. */
const mostRangesCompared = 8_192;

/** What a document was when it was frozen. */
interface Frozen {
  readonly vector: StateVector;
  hasDeleted: boolean;
}

/** What can be done with a document whose structs may be on disk only. */
export type GrowingDocument = Pick<
  Replica,
  "add" | "admit" | "admitScreened" | "byteLength" | "encode" | "known" | "readable" | "vector"
>;

/** See the head of this file. */
export class Replica implements DeletesReader {
  readonly #structs = new Structs();
  readonly #deletes = new DeleteSet();
  readonly #vector = new Map<number, number>();
  readonly #places = noPlaces();
  /** What deletions, places and clients take in memory, about. */
  #otherBytes = 0;
  /** All that is deleted as readers are told, while nothing is added; people join at any time. */
  #readable: EncodableDeletes | undefined;
  /** The whole document as one update, if it is at hand: most of the runs are views on it. */
  #whole: Uint8Array | undefined;
  #frozen: Frozen | undefined;

  /** How many clocks of each client are here. */
  get vector(): StateVector {
    return this.#vector;
  }

  /**
   * Bytes that the document takes in memory, about, when all of it is there: its structs, what is deleted,
   * and where all is.
   */
  get byteLength(): number {
    return this.#structs.byteLength + this.#otherBytes;
  }

  /** Bytes that it takes in memory now, about. */
  get residentBytes(): number {
    return this.#structs.bytesHere + this.#otherBytes;
  }

  /** Bytes of the structs that are in memory. */
  get structBytesHere(): number {
    return this.#structs.bytesHere;
  }

  /** False while structs are on disk only: then it is no more than a {@link GrowingDocument}. */
  get isWhole(): boolean {
    return this.#structs.away === undefined;
  }

  /** What there is of it on disk only, at least; nothing while it is whole. */
  get onDisk(): StateVector {
    return this.#structs.away ?? nothing;
  }

  /** What updates are screened against; to be read before anything is added. */
  get known(): Known {
    return { vector: this.#vector, deleted: this.#deletes, places: this.#places };
  }

  /** What of `update` is new and complete; adds nothing. Throws ProtocolError `updateRefused`. */
  admit(update: Uint8Array): Admission {
    return this.admitParsed(parseUpdate(update));
  }

  /** The same for an update that has been parsed. */
  admitParsed(update: ParsedUpdate): Admission {
    return admitUpdate(update, this.known);
  }

  /**
   * The same for an update that was screened against what this replica knew earlier. Undefined where
   * somebody else brought a part of it meanwhile: then it has to be screened again.
   */
  admitScreened(change: PlacedChange): PlacedChange | undefined {
    // What somebody else deleted meanwhile is deleted again, which changes nothing.
    let client: number | undefined;
    for (const run of change.runs) {
      if (run.client !== client && run.clock !== this.#clockOf(run.client)) return undefined;
      client = run.client;
    }
    return change;
  }

  /** Adds what {@link admit} or {@link admitScreened} found, before anything else is added. */
  add(change: PlacedChange): void {
    if (isEmptyChange(change)) return;
    this.#whole = undefined;
    const [first, second] = change.runs;
    const areWhole =
      second !== undefined && first !== undefined && areMostOf(first.bytes, change.runs);
    this.#addChange(change, areWhole);
  }

  /**
   * Adds to an empty replica what {@link admit} found in `update`, where that was all of it. Mostly
   * `update` itself is kept then, and is what {@link shared} gives until more is added. It is done step
   * by step, and nobody else may add anything in between.
   */
  *addWhole(change: PlacedChange, update: Uint8Array): Generator<undefined, void, undefined> {
    const isKept = this.#vector.size === 0 && areMostOf(update, change.runs);
    for (const part of partsOf(change, this.#places.types)) {
      this.#addChange(part, isKept);
      yield;
    }
    this.#whole = isKept ? update : undefined;
  }

  /**
   * The document as one update, made anew each time; while structs are on disk only, what has come since,
   * and all that is deleted. A part of a document that does not know where its items live needs `reader`,
   * the whole.
   */
  encode(reader: DeletesReader = this): Uint8Array {
    return encodeUpdate(this.#structs.runs, reader.readable(this.#deletes));
  }

  readable(deletes: DeleteSet): EncodableDeletes {
    if (deletes !== this.#deletes) return readableDeletes(deletes, this.known);
    return (this.#readable ??= readableDeletes(deletes, this.known));
  }

  /**
   * The same, but where it is at hand, and readable as it is, it is not made. The bytes are others'
   * too.
   */
  shared(): Uint8Array {
    const whole = this.#whole;
    const isReadable = this.readable(this.#deletes) === this.#deletes;
    return whole !== undefined && isReadable ? whole : this.encode();
  }

  /**
   * What a peer with this vector misses, with every delete there is. Only for the peer whose vector
   * it is: it holds nothing of what that peer has.
   */
  missingFor(vector: StateVector): Uint8Array {
    if (vector.size === 0) return this.shared();
    const missing = this.#structs.beyond(vector, this.#vector);
    if (missing.size === 0 && this.#deletes.isEmpty) return emptyUpdate;
    return encodeUpdate(missing, this.readable(this.#deletes));
  }

  /**
   * The document as it is now, to be compacted: little of it is copied. Until {@link thaw} is called
   * {@link rebase} may put the compact form in its place.
   */
  freeze(): UpdatePieces {
    const vector = new Map(this.#vector);
    this.#frozen = { vector, hasDeleted: false };
    this.#structs.freeze(vector);
    return this.pieces();
  }

  /** The whole document as it is now, of which little is copied; to be read beside the main loop. */
  pieces(): UpdatePieces {
    return encodeInPieces(this.#structs.runs, this.#deletes);
  }

  /** Ends what {@link freeze} began. */
  thaw(): void {
    this.#frozen = undefined;
    this.#structs.thaw();
  }

  /**
   * Puts `base`, the compact form of what was frozen, in the place of that, step by step: between
   * two steps the replica may be used and added to. Throws, and changes nothing, where `base` does
   * not reach exactly as far.
   */
  *rebase(base: Base): Generator<undefined, void, undefined> {
    const frozen = this.#frozen;
    if (frozen === undefined || !reachesAsFar(base.runs, frozen.vector)) {
      throw new Error("the compacted state does not reach as far as the document");
    }
    const isKept = areMostOf(base.update, base.runs);
    yield* this.#structs.replace(base.runs, isKept);
    const isWhole = base.hasSameDeletes && !frozen.hasDeleted && this.#isAt(frozen.vector);
    this.#whole = isKept && isWhole ? base.update : undefined;
  }

  /** Keeps the structs on disk only, where all of them must be. */
  putStructsAway(): void {
    this.#structs.putAway(this.#vector);
    this.#whole = undefined;
  }

  /**
   * Takes the structs that are on disk only from `read`, the document as it was read there, step by step:
   * between two steps the replica may be added to. `read` reaches at least as far as {@link onDisk}.
   */
  *takeStructsBack(read: Replica): Generator<undefined, void, undefined> {
    yield* this.#structs.takeBack(read.#structs);
    this.#whole = this.#isLike(read) ? read.#whole : undefined;
  }

  /** Whether it is what was read, as far as that is soon found out. */
  #isLike(read: Replica): boolean {
    const isSoon = read.#deletes.count <= mostRangesCompared;
    return isSoon && this.#isAt(read.#vector) && this.#deletes.equals(read.#deletes);
  }

  #isAt(vector: StateVector): boolean {
    return vector.size === this.#vector.size && reaches(vector, this.#vector);
  }

  #clockOf(client: number): number {
    return this.#vector.get(client) ?? 0;
  }

  #addChange({ runs, deletes, places }: PlacedChange, isKept: boolean): void {
    this.#otherBytes += addPlaces(this.#places, places);
    for (const run of runs) this.#addRun(run, isKept);
    this.#readable = undefined;
    if (deletes.length === 0) return;
    this.#otherBytes += this.#deletes.addAll(deletes);
    if (this.#frozen !== undefined) this.#frozen.hasDeleted = true;
  }

  #addRun(run: StructRun, isKept: boolean): void {
    if (!this.#vector.has(run.client)) this.#otherBytes += bytesPerClient;
    this.#structs.add(run, isKept);
    this.#vector.set(run.client, run.end);
  }
}

/** Whether `runs` are those of a complete document with this vector. */
function reachesAsFar(runs: readonly StructRun[], vector: StateVector): boolean {
  let clients = 0;
  let last: StructRun | undefined;
  for (const run of runs) {
    if (last?.client === run.client) {
      if (last.end !== run.clock) return false;
    } else {
      if (run.clock !== 0 || (last !== undefined && last.end !== vector.get(last.client))) {
        return false;
      }
      clients++;
    }
    last = run;
  }
  return clients === vector.size && (last === undefined || last.end === vector.get(last.client));
}

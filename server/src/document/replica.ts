/**
 * A room's copy of a document: encoded structs by client, and the deleted ranges. Never a Y.Doc.
 *
 * Invariants: 1. the runs of a client continue one another from clock 0 up to its entry in the
 * state vector. 2. Everything a struct refers to is in the replica too. 3. Bytes handed in may be
 * kept as views, so callers must not change them; bytes handed out may be shared, so neither may
 * others.
 */

import {
  admitUpdate,
  isEmptyChange,
  type Admission,
  type Known,
  type PlacedChange,
} from "../update/admit-update.ts";
import { DeleteSet } from "../update/delete-set.ts";
import { emptyUpdate, encodeUpdate, type EncodableDeletes } from "../update/encode-update.ts";
import { parseUpdate, type ParsedUpdate } from "../update/parse-update.ts";
import { addPlaces, noPlaces } from "../update/places.ts";
import { readableDeletes, type DeletesReader } from "../update/readable-deletes.ts";
import type { StateVector } from "../update/state-vector.ts";
import { cutRun, joinRuns, type StructRun } from "../update/struct-run.ts";

/** How many times as long as its views a buffer may be that is kept alive by them. */
const mostOverhead = 1.25;

/** See the head of this file. */
export class Replica implements DeletesReader {
  readonly #runs = new Map<number, StructRun[]>();
  readonly #deletes = new DeleteSet();
  readonly #vector = new Map<number, number>();
  readonly #places = noPlaces();
  #byteLength = 0;
  /** All that is deleted as readers are told, while nothing is added; people join at any time. */
  #readable: EncodableDeletes | undefined;
  /** The whole document as one update, if it is at hand: most of the runs are views on it. */
  #whole: Uint8Array | undefined;

  /** How many clocks of each client are here. */
  get vector(): StateVector {
    return this.#vector;
  }

  /** Bytes of all structs: the document's size but for what clients and deletions add to it. */
  get byteLength(): number {
    return this.#byteLength;
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
    const continues = change.runs.every(({ client, clock }) => {
      return clock === this.#clockOf(client);
    });
    return continues ? change : undefined;
  }

  /** Adds what {@link admit} or {@link admitScreened} found, before anything else is added. */
  add(change: PlacedChange): void {
    if (isEmptyChange(change)) return;
    this.#whole = undefined;
    this.#addChange(change, compactRun);
  }

  /**
   * Adds to an empty replica what {@link admit} found in `update`, where that was all of it. Mostly
   * `update` itself is kept then, and is what {@link shared} gives until more is added.
   */
  addWhole(change: PlacedChange, update: Uint8Array): void {
    const isKept = this.#vector.size === 0 && areMostOf(update, change.runs);
    this.#whole = isKept ? update : undefined;
    this.#addChange(change, isKept ? asItIs : compactRun);
  }

  /**
   * The whole document as one update, made anew each time. A part of a document that does not know
   * where its items live needs `reader`, the whole.
   */
  encode(reader: DeletesReader = this): Uint8Array {
    return encodeUpdate(this.#runs, reader.readable(this.#deletes));
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
    const missing = new Map<number, readonly StructRun[]>();
    for (const [client, runs] of this.#runs) {
      const clock = vector.get(client) ?? 0;
      const later = runs.filter((run) => run.end > clock);
      const [first, ...rest] = later;
      if (first !== undefined) missing.set(client, [cutRun(first, clock), ...rest]);
    }
    if (missing.size === 0 && this.#deletes.isEmpty) return emptyUpdate;
    return encodeUpdate(missing, this.readable(this.#deletes));
  }

  /**
   * Puts `base`, the compact form of what this replica held when it had `vector`, in the place of
   * that part. Throws, and changes nothing, where `base` does not reach exactly as far.
   */
  rebase(base: Uint8Array, vector: StateVector): void {
    const { runs, deletes } = parseUpdate(base);
    const reaches = runs.every((run) => run.clock === 0 && run.end === vector.get(run.client));
    if (!reaches || runs.length !== vector.size) {
      throw new Error("the compacted state does not reach as far as the document");
    }
    const isKept = areMostOf(base, runs);
    const keep = isKept ? asItIs : compactRun;
    for (const run of runs) {
      const later = this.#runs.get(run.client)?.filter(({ end }) => end > run.end) ?? [];
      const [first, ...rest] = later;
      const kept = first === undefined ? [] : [cutRun(first, run.end), ...rest];
      this.#runs.set(run.client, [keep(run), ...kept]);
    }
    const hasGrown =
      runs.length < this.#runs.size || runs.some(({ client, end }) => end < this.#clockOf(client));
    this.#whole = isKept && !hasGrown && this.#deletes.isExactly(deletes) ? base : undefined;
    this.#byteLength = 0;
    for (const kept of this.#runs.values()) this.#byteLength += bytesOf(kept);
  }

  #clockOf(client: number): number {
    return this.#vector.get(client) ?? 0;
  }

  #addChange({ runs, deletes, places }: PlacedChange, keep: typeof compactRun): void {
    addPlaces(this.#places, places);
    for (const run of runs) this.#addRun(run, keep);
    this.#deletes.addAll(deletes);
    this.#readable = undefined;
  }

  #addRun(run: StructRun, keep: typeof compactRun): void {
    const runs = this.#runs.get(run.client);
    if (runs === undefined) this.#runs.set(run.client, [keep(run)]);
    else addLatest(runs, run);
    this.#vector.set(run.client, run.end);
    this.#byteLength += run.bytes.length;
  }
}

/** Whether keeping `update` costs little more than keeping copies of `runs`, which are views on it. */
function areMostOf(update: Uint8Array, runs: readonly StructRun[]): boolean {
  const { buffer } = update;
  const areViews = runs.every(({ bytes }) => bytes.buffer === buffer);
  return areViews && buffer.byteLength <= bytesOf(runs) * mostOverhead;
}

function bytesOf(runs: readonly StructRun[]): number {
  return runs.reduce((size, run) => size + run.bytes.length, 0);
}

/**
 * Adds a run, joined with those before it as long as what is added is at least half as long. So n
 * bytes added one by one leave log n runs and are copied log n times each.
 */
function addLatest(runs: StructRun[], run: StructRun): void {
  const joined: [StructRun, ...StructRun[]] = [run];
  let length = run.bytes.length;
  for (let last = runs.at(-1); last !== undefined && length * 2 >= last.bytes.length;) {
    runs.pop();
    joined.unshift(last);
    length += last.bytes.length;
    last = runs.at(-1);
  }
  runs.push(joined.length === 1 ? compactRun(run) : joinRuns(joined));
}

/** The run in memory of its own, if it is a view that would keep a larger buffer alive. */
function compactRun(run: StructRun): StructRun {
  const isSmallView = run.bytes.buffer.byteLength > run.bytes.length * mostOverhead;
  return isSmallView ? { ...run, bytes: new Uint8Array(run.bytes) } : run;
}

function asItIs(run: StructRun): StructRun {
  return run;
}

/**
 * A room's copy of a document: encoded structs by client, and the deleted ranges. Never a Y.Doc.
 *
 * Invariants: 1. the runs of a client continue one another from clock 0 up to its entry in the
 * state vector. 2. Everything a struct refers to is in the replica too. 3. Bytes handed in may be
 * kept as views, so callers must not change them; bytes handed out may be shared, so neither may
 * others. 4. While it is frozen, what was there before and what has come since are in runs of their
 * own.
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
import type { StateVector } from "../update/state-vector.ts";
import {
  cutRun,
  joinRuns,
  maxRunBytes,
  partWith,
  splitRun,
  type StructRun,
} from "../update/struct-run.ts";

/** How many times as long as its views a buffer may be that is kept alive by them. */
const mostOverhead = 1.25;

/** What a client takes in memory besides its runs, about, in bytes. */
const bytesPerClient = 200;

/** So many clients get their new runs in one step of {@link Replica.rebase}: some milliseconds. */
const clientsPerStep = 4_096;

/** What a document was when it was frozen. */
interface Frozen {
  readonly vector: StateVector;
  hasDeleted: boolean;
}

/** See the head of this file. */
export class Replica implements DeletesReader {
  readonly #runs = new Map<number, StructRun[]>();
  readonly #deletes = new DeleteSet();
  readonly #vector = new Map<number, number>();
  readonly #places = noPlaces();
  #structBytes = 0;
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

  /** Bytes that the document takes in memory, about: its structs, what is deleted, and where all is. */
  get byteLength(): number {
    return this.#structBytes + this.#otherBytes;
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
    this.#addChange(change, areWhole ? asItIs : compactRun);
  }

  /**
   * Adds to an empty replica what {@link admit} found in `update`, where that was all of it. Mostly
   * `update` itself is kept then, and is what {@link shared} gives until more is added. It is done step
   * by step, and nobody else may add anything in between.
   */
  *addWhole(change: PlacedChange, update: Uint8Array): Generator<undefined, void, undefined> {
    const isKept = this.#vector.size === 0 && areMostOf(update, change.runs);
    for (const part of partsOf(change)) {
      this.#addChange(part, isKept ? asItIs : compactRun);
      yield;
    }
    this.#whole = isKept ? update : undefined;
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
    const missing = this.#runsBeyond(vector);
    if (missing.size === 0 && this.#deletes.isEmpty) return emptyUpdate;
    return encodeUpdate(missing, this.readable(this.#deletes));
  }

  /**
   * The document as it is now, to be compacted: little of it is copied. Until {@link thaw} is called
   * {@link rebase} may put the compact form in its place.
   */
  freeze(): UpdatePieces {
    this.#frozen = { vector: new Map(this.#vector), hasDeleted: false };
    return encodeInPieces(this.#runs, this.#deletes);
  }

  /** Ends what {@link freeze} began. */
  thaw(): void {
    this.#frozen = undefined;
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
    let steps = 0;
    for (const [client, runs] of runsByClient(base.runs)) {
      this.#replaceRuns(client, isKept ? runs : runs.map(compactRun));
      if (++steps % clientsPerStep === 0) yield;
    }
    const isWhole = base.hasSameDeletes && !frozen.hasDeleted && this.#isAsFrozen(frozen);
    this.#whole = isKept && isWhole ? base.update : undefined;
  }

  #isAsFrozen({ vector }: Frozen): boolean {
    if (vector.size !== this.#vector.size) return false;
    for (const [client, clock] of vector) if (clock !== this.#clockOf(client)) return false;
    return true;
  }

  #replaceRuns(client: number, compact: readonly StructRun[]): void {
    const runs = this.#runs.get(client) ?? [];
    const end = compact.at(-1)?.end ?? 0;
    const later = runs.filter((run) => run.end > end);
    const [first, ...rest] = later;
    const kept = first === undefined ? [] : [cutRun(first, end), ...rest];
    this.#runs.set(client, [...compact, ...kept]);
    this.#structBytes += bytesOf(compact) + bytesOf(kept) - bytesOf(runs);
  }

  /** The runs that a peer with this vector misses. */
  #runsBeyond(vector: StateVector): Map<number, readonly StructRun[]> {
    const missing = new Map<number, readonly StructRun[]>();
    for (const [client, runs] of this.#runs) {
      const clock = vector.get(client) ?? 0;
      if (clock >= this.#clockOf(client)) continue;
      if (clock === 0) {
        missing.set(client, runs);
        continue;
      }
      let index = runs.findIndex((run) => run.end > clock);
      const run = runs[index];
      if (run !== undefined && run.clock < clock && run.bytes.length > maxRunBytes) {
        // It is cut into parts once, and not looked through again for each who asks.
        runs.splice(index, 1, ...splitRun(run));
        index = runs.findIndex(({ end }) => end > clock);
      }
      const [first, ...rest] = runs.slice(index);
      if (first !== undefined) missing.set(client, [partWith(first, clock), ...rest]);
    }
    return missing;
  }

  #clockOf(client: number): number {
    return this.#vector.get(client) ?? 0;
  }

  #addChange({ runs, deletes, places }: PlacedChange, keep: typeof compactRun): void {
    this.#otherBytes += addPlaces(this.#places, places);
    for (const run of runs) this.#addRun(run, keep);
    this.#readable = undefined;
    if (deletes.length === 0) return;
    this.#otherBytes += this.#deletes.addAll(deletes);
    if (this.#frozen !== undefined) this.#frozen.hasDeleted = true;
  }

  #addRun(run: StructRun, keep: typeof compactRun): void {
    const runs = this.#runs.get(run.client);
    if (runs === undefined) {
      this.#runs.set(run.client, [keep(run)]);
      this.#otherBytes += bytesPerClient;
    } else if (run.bytes.length > maxRunBytes) runs.push(keep(run));
    else addLatest(runs, run, this.#frozen?.vector.get(run.client) ?? 0);
    this.#vector.set(run.client, run.end);
    this.#structBytes += run.bytes.length;
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

/** `runs`, in which those of a client stand together, client by client. */
function* runsByClient(
  runs: readonly StructRun[],
): Generator<readonly [client: number, runs: StructRun[]], void, undefined> {
  let ofClient: StructRun[] = [];
  for (const run of runs) {
    const [first] = ofClient;
    if (first !== undefined && first.client !== run.client) {
      yield [first.client, ofClient];
      ofClient = [];
    }
    ofClient.push(run);
  }
  const [first] = ofClient;
  if (first !== undefined) yield [first.client, ofClient];
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
 * bytes added one by one leave log n runs and are copied log n times each. None of them becomes longer
 * than `maxRunBytes`, and none that ends at or before the clock `frozen` is touched.
 */
function addLatest(runs: StructRun[], run: StructRun, frozen: number): void {
  const joined: [StructRun, ...StructRun[]] = [run];
  let length = run.bytes.length;
  for (let last = runs.at(-1); last !== undefined; last = runs.at(-1)) {
    const total = length + last.bytes.length;
    if (length * 2 < last.bytes.length || total > maxRunBytes || last.end <= frozen) break;
    runs.pop();
    joined.unshift(last);
    length = total;
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

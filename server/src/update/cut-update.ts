/**
 * A document, or a large change of one, in several updates of bounded size, each of which builds on nothing but those before it
 * and what its reader knows already. A reader that has got some of them keeps them, whatever happens
 * then; so cuts are made only where they do no harm (`survey-update.ts`). What must not be cut and is
 * too large travels in parts that are taken in at once (`parts-at-once.ts`).
 *
 * Each client's structs are passed in order. Where one builds on another client's, that client's are
 * passed first; where one is in a type that must reach a reader whole, all of that type are passed with
 * it. What was deleted of what an update brings is deleted in the same update. What was deleted of what
 * the reader has comes at the end, of each type that must be whole at once.
 */

import { ByteReader, varUintSize } from "@coscribe/shared";
import { missingReference, type ReachOf } from "./admit-update.ts";
import type { DeleteRange } from "./delete-set.ts";
import { encodeToSend, type UpdateParts } from "./encode-update.ts";
import { partsAtOnce } from "./parts-at-once.ts";
import { typeAt, typeNumberOf, type PlacesData } from "./places.ts";
import { rereadStruct, Struct } from "./read-struct.ts";
import { content } from "./skip-content.ts";
import { splitStruct } from "./split-struct.ts";
import type { StateVector } from "./state-vector.ts";
import { cutRun, type StructRun } from "./struct-run.ts";
import {
  bytesPerStep,
  deletedRanges,
  PlaceWalk,
  spansWithin,
  structsPerStep,
  surveyChange,
  type Survey,
} from "./survey-update.ts";

/** What to cut, and for whom. */
export interface CutRequest {
  readonly survey: Survey;
  /** Where items live; may grow meanwhile. */
  readonly places: PlacesData;
  /**
   * What the reader has. Which deletions of that it has is not known, so it gets them all.
   */
  readonly known: StateVector;
  /** How many bytes an update may have. */
  readonly mostBytes: number;
}

/** What a client adds to an update besides its structs, in bytes at most. */
const bytesPerClient = 24;
/** What there is around a part of a long text: the head of the update and of the item, a deleted range. */
const bytesAroundText = 80;
/** What a deleted range takes at most: two numbers of up to six bytes. */
const bytesPerDelete = 12;

/** A change that has been made, and how it is to be cut. */
export interface ChangeToCut {
  /** All of it. */
  readonly update: Uint8Array;
  /** Where the document's items live, those of the change too; may grow meanwhile. */
  readonly places: PlacesData;
  /** What there is of the document with the change, and nothing more. */
  readonly vector: StateVector;
  /** How many bytes an update may have. */
  readonly mostBytes: number;
}

/** The same for those who have all but this change; pauses (undefined) now and then. */
export function* cutChange(change: ChangeToCut): Generator<UpdateParts | undefined, void> {
  const { update, places, vector, mostBytes } = change;
  const survey = yield* surveyChange(update, places);
  const known = new Map(vector);
  for (const { client, clock } of survey.runs) known.set(client, clock);
  yield* cutUpdate({ survey, places, known, mostBytes });
}

/** The updates, in order; pauses (undefined) now and then. */
export function* cutUpdate(request: CutRequest): Generator<UpdateParts | undefined, void> {
  yield* new Cutter(request).updates();
}

class Cutter {
  readonly #request: CutRequest;
  readonly #heads = new Map<number, Head>();
  /** Types that have been passed whole. */
  readonly #passed = new Set<number>();
  readonly #struct = new Struct();
  /** Those of which something is in the update that is being made. */
  #used = new Set<Head>();
  #deletes: DeleteRange[] = [];
  #size = 0;
  #steps = 0;

  constructor(request: CutRequest) {
    this.#request = request;
    const { survey, places, known } = request;
    for (const run of survey.runs) {
      const reach = known.get(run.client) ?? 0;
      if (reach >= run.end) continue;
      const walk = new PlaceWalk(places.byClient.get(run.client), reach);
      const edges = survey.deleted.get(run.client);
      this.#heads.set(run.client, new Head(cutRun(run, reach), walk, edges));
    }
  }

  *updates(): Generator<UpdateParts | undefined, void> {
    for (const head of this.#heads.values()) {
      const waiting = [{ head, until: head.run.end }];
      for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
        if (this.#mustPause()) yield;
        if (next.head.clock >= next.until) {
          waiting.pop();
          continue;
        }
        const missing = this.#read(next.head);
        if (next.head.peekedBytes >= bytesPerStep) yield;
        if (missing !== undefined) {
          const other = this.#heads.get(missing.client);
          if (other === undefined) throw new Error(`nothing is known of client ${missing.client}`);
          waiting.push({ head: other, until: missing.clock + 1 });
        } else if (this.#touched(next.head) !== undefined) yield* this.#passTogether(next.head);
        else if (this.#hasRoomFor(next.head)) this.#pass(next.head);
        else yield* this.#passAlone(next.head);
      }
    }
    if (this.#used.size > 0) yield this.#take();
    yield* this.#deletesOfKnown();
  }

  readonly #reachOf: ReachOf = (client) =>
    this.#heads.get(client)?.clock ?? this.#request.known.get(client) ?? 0;

  #mustPause(): boolean {
    this.#steps++;
    return this.#steps % structsPerStep === 0;
  }

  /** Reads the next struct of `head`, and tells what it builds on that is missing. */
  #read(head: Head): ReturnType<typeof missingReference> {
    head.peek(this.#struct);
    return missingReference(this.#struct, this.#reachOf);
  }

  /** A type that the struct that was read is in, or holds, and that must be passed whole. */
  #touched({ walk, clock }: Head): number | undefined {
    const { wholes } = this.#request.survey;
    if (wholes.size === 0) return undefined;
    const around = walk.typeNumberAt(clock);
    if (wholes.has(around) && !this.#passed.has(around)) return around;
    if (this.#struct.kind !== content.type || walk.clientPlaces === undefined) return undefined;
    const held = typeAt(walk.clientPlaces, clock);
    return wholes.has(held) && !this.#passed.has(held) ? held : undefined;
  }

  /** What the struct that was read adds to an update, about. */
  #sizeOf(head: Head): number {
    // One range may go on from the update before.
    const own = this.#used.has(head) ? 0 : bytesPerClient + bytesPerDelete;
    return own + head.peekedBytes + head.deletesUpTo(this.#struct.length) * bytesPerDelete;
  }

  #deletedIn(range: DeleteRange): readonly DeleteRange[] {
    return [...deletedRanges(this.#request.survey.deleted, range)];
  }

  #hasRoomFor(head: Head): boolean {
    return this.#size + this.#sizeOf(head) <= this.#request.mostBytes;
  }

  #pass(head: Head): void {
    this.#size += this.#sizeOf(head);
    this.#used.add(head);
    head.pass(this.#struct);
  }

  /** Begins a new update with the struct that was read, or makes several of one that is too long. */
  *#passAlone(head: Head): Generator<UpdateParts, void> {
    if (this.#used.size > 0) yield this.#take();
    if (this.#hasRoomFor(head)) return this.#pass(head);
    head.pass(this.#struct);
    const mostBytes = Math.max(this.#request.mostBytes - bytesAroundText, 1);
    for (const run of splitStruct(head.take(), mostBytes)) {
      yield encodeToSend([run], this.#deletedIn(run));
    }
  }

  /** Passes the struct that was read with all that must not come later. */
  *#passTogether(first: Head): Generator<UpdateParts | undefined, void> {
    const before = this.#size;
    const deletesBefore = this.#deletes.length;
    const marks = new Map<Head, Mark>();
    const untils = new Map<Head, number>();
    const work: Head[] = [];
    const demand = (client: number, until: number): void => {
      const head = this.#heads.get(client);
      if (head === undefined || head.clock >= until || (untils.get(head) ?? 0) >= until) return;
      if (!marks.has(head)) marks.set(head, head.mark);
      untils.set(head, until);
      work.push(head);
    };
    demand(first.client, first.clock + 1);
    for (let head = work.pop(); head !== undefined; head = work.pop()) {
      while (head.clock < (untils.get(head) ?? 0)) {
        if (this.#mustPause()) yield;
        head.peek(this.#struct);
        const { originClient, originClock, rightClient, rightClock, parentClient, parentClock } =
          this.#struct;
        demand(originClient, originClock + 1);
        demand(rightClient, rightClock + 1);
        demand(parentClient, parentClock + 1);
        for (;;) {
          const whole = this.#touched(head);
          if (whole === undefined) break;
          this.#demandWhole(whole, demand);
        }
        this.#pass(head);
      }
    }
    if (this.#size <= this.#request.mostBytes) return;
    const deletes = this.#deletes.splice(deletesBefore);
    const size = this.#size - before;
    // What was passed before leaves before.
    if (before > 0) yield this.#take(marks);
    this.#used = new Set(marks.keys());
    this.#deletes = deletes;
    this.#size = size;
    if (size <= this.#request.mostBytes) return;
    const runs = this.#takeRuns();
    yield* partsAtOnce(runs, this.#takeDeletes(runs), this.#request.mostBytes);
  }

  #demandWhole(typeNumber: number, demand: (client: number, until: number) => void): void {
    this.#passed.add(typeNumber);
    for (const { client, clock, end } of this.#request.survey.wholes.get(typeNumber) ?? []) {
      demand(client, end);
      const reach = Math.min(end, this.#request.known.get(client) ?? 0);
      if (clock < reach) this.#deletes.push(...this.#deletedIn({ client, clock, end: reach }));
    }
  }

  /** What has been passed, where there are marks up to these, as an update; begins another one. */
  #take(marks?: ReadonlyMap<Head, Mark>): UpdateParts {
    const runs = this.#takeRuns(marks);
    return encodeToSend(runs, this.#takeDeletes(runs));
  }

  #takeRuns(marks?: ReadonlyMap<Head, Mark>): readonly StructRun[] {
    const runs = Array.from(this.#used, (head) => head.take(marks?.get(head)));
    this.#used = new Set();
    this.#size = 0;
    return runs.filter(({ count }) => count > 0);
  }

  *#deletesOfKnown(): Generator<UpdateParts | undefined, void> {
    const { survey, places, known } = this.#request;
    const { wholes, deleted } = survey;
    for (const [typeNumber, spans] of wholes) {
      if (this.#passed.has(typeNumber)) continue;
      const ranges: DeleteRange[] = [];
      for (const { client, clock, end } of spans) {
        if (this.#mustPause()) yield;
        const reach = Math.min(end, known.get(client) ?? 0);
        if (clock < reach) ranges.push(...this.#deletedIn({ client, clock, end: reach }));
      }
      yield* this.#deleteAtOnce(ranges);
    }
    for (const [client, edges] of deleted) {
      const end = Math.min(known.get(client) ?? 0, edges.at(-1) ?? 0);
      let clock = edges[0] ?? end;
      for (const span of spansWithin(places, { client, clock, end })) {
        if (this.#mustPause()) yield;
        if (!wholes.has(typeNumberOf(span.place))) continue;
        yield* this.#deleteOneByOne({ client, clock, end: span.clock });
        clock = span.end;
      }
      yield* this.#deleteOneByOne({ client, clock, end });
    }
    if (this.#deletes.length > 0) yield this.#take();
  }

  *#deleteOneByOne(within: DeleteRange): Generator<UpdateParts | undefined, void> {
    for (const range of deletedRanges(this.#request.survey.deleted, within)) {
      if (this.#mustPause()) yield;
      yield* this.#deleteAtOnce([range]);
    }
  }

  /** Deletes all of `ranges` in one update, whatever size that has. */
  *#deleteAtOnce(ranges: readonly DeleteRange[]): Generator<UpdateParts, void> {
    let size = 0;
    let last = this.#deletes.at(-1)?.client;
    for (const { client, clock, end } of ranges) {
      size += varUintSize(clock) + varUintSize(end - clock);
      if (client !== last) size += bytesPerClient;
      last = client;
    }
    const { mostBytes } = this.#request;
    if (this.#deletes.length > 0 && this.#size + size > mostBytes - bytesPerClient) {
      yield this.#take();
    }
    for (const range of ranges) this.#deletes.push(range);
    this.#size += size;
  }

  #takeDeletes(runs: readonly StructRun[]): readonly DeleteRange[] {
    // Those of what the reader has come first: they are of earlier clocks.
    const known = this.#deletes.toSorted((a, b) => a.clock - b.clock);
    this.#deletes = [];
    return [...known, ...runs.flatMap((run) => this.#deletedIn(run))];
  }
}

const noEdges = new Float64Array();

/** Where a head stood. */
interface Mark {
  readonly at: number;
  readonly clock: number;
  readonly count: number;
}

/** How far the structs of one client have been passed. */
class Head {
  readonly run: StructRun;
  readonly walk: PlaceWalk;
  readonly client: number;
  /** The clock of the next struct. */
  clock: number;
  readonly #reader: ByteReader;
  readonly #edges: Float64Array;
  /** The first range that begins at the next struct or behind it. */
  #edge = 0;
  #at = 0;
  #count = 0;
  /** Where what has been passed and not been taken begins. */
  #from: Mark;

  /** `edges` are those of what is deleted of the client. */
  constructor(run: StructRun, walk: PlaceWalk, edges: Float64Array = noEdges) {
    this.run = run;
    this.walk = walk;
    this.#edges = edges;
    this.client = run.client;
    this.clock = run.clock;
    this.#reader = new ByteReader(run.bytes);
    this.#from = this.mark;
  }

  get mark(): Mark {
    return { at: this.#at, clock: this.clock, count: this.#count };
  }

  /** Bytes of the struct that was read last. */
  get peekedBytes(): number {
    return this.#reader.position - this.#at;
  }

  /** Reads the next struct, and does not pass it. */
  peek(struct: Struct): void {
    this.#reader.position = this.#at;
    rereadStruct(this.#reader, struct);
  }

  /** How many deleted ranges begin in the next `length` clocks. */
  deletesUpTo(length: number): number {
    while ((this.#edges[this.#edge] ?? Infinity) < this.clock) this.#edge += 2;
    let edge = this.#edge;
    while ((this.#edges[edge] ?? Infinity) < this.clock + length) edge += 2;
    return (edge - this.#edge) / 2;
  }

  /** Passes the struct that was read. */
  pass({ length }: Struct): void {
    this.#at = this.#reader.position;
    this.clock += length;
    this.#count++;
  }

  /** What has been passed, up to `mark`, since the last call. */
  take(mark: Mark = this.mark): StructRun {
    const from = this.#from;
    this.#from = mark;
    return {
      client: this.client,
      clock: from.clock,
      end: mark.clock,
      count: mark.count - from.count,
      bytes: this.run.bytes.subarray(from.at, mark.at),
    };
  }
}

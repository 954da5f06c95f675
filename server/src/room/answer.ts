/**
 * What one reader is sent of a document, in order: what it lacks of it, in pieces that it shares with
 * others, and then whatever has been added meanwhile. One message may be a SyncStep2, upon which a client
 * takes itself for synced: by then it has everything.
 *
 * Pieces are handed out as the reader takes them, so nothing waits in memory for a slow one, and it
 * needs no updates meanwhile.
 */

import type { FrameSource } from "../connection/transfers.ts";
import { Frame, type SentAs } from "../connection/frame.ts";
import type { Beginning, Growth, Stage } from "../document/growth.ts";
import type { Pieces } from "../document/pieces.ts";
import type { Replica } from "../document/replica.ts";
import type { ResidentDocument } from "../document/resident-document.ts";
import type { Snapshot } from "../document/snapshot.ts";
import { emptyUpdate } from "../update/encode-update.ts";
import type { StateVector } from "../update/state-vector.ts";

/** For whom an answer is, and as what. */
export interface Reader {
  /** What it has. */
  readonly vector: StateVector;
  /** It inflates what was deflated for everybody. */
  readonly inflates: boolean;
  /** As what the last message is sent; all others are Updates. */
  readonly last: SentAs;
}

/** What an answer needs from its room. */
export interface AnswerSurroundings {
  readonly document: ResidentDocument;
  readonly maxPieceBytes: number;
  /** The latest snapshot, made anew where that is better. */
  readonly snapshot: (replica: Replica) => Snapshot;
}

/**
 * What was added meanwhile may be much; then it is sent in pieces too. While others go on writing much
 * there may be no end to this: after so many rounds a client is told that it is synced. It has by then
 * what was there when the last one began, and gets the rest as updates, as everybody does.
 */
const mostRounds = 3;

/** See the head of this file. */
export class Answer implements FrameSource {
  readonly #surroundings: AnswerSurroundings;
  readonly #inflates: boolean;
  readonly #onLast: () => void;
  #last: SentAs;
  #growth: Growth;
  /** The stage of the growth that comes next. */
  #nextStage = 0;
  #pieces: Pieces;
  /** What the reader has when it has got all pieces. */
  #reach: StateVector;
  #index = 0;
  #round = 1;
  #isOver = false;

  /** `onLast` is called just before the last message is handed out, or when there is none. */
  constructor(
    { stage, growth }: Beginning,
    { vector, inflates, last }: Reader,
    surroundings: AnswerSurroundings,
    onLast: () => void,
  ) {
    this.#surroundings = surroundings;
    this.#inflates = inflates;
    this.#last = last;
    this.#onLast = onLast;
    this.#growth = growth;
    this.#pieces = stage.pieces;
    this.#reach = union(vector, stage.vector);
  }

  next(): Frame | Promise<void> | undefined {
    if (this.#isOver) return undefined;
    const piece = this.#pieces.at(this.#index);
    if (piece instanceof Promise) return piece;
    if (piece === undefined) return this.#afterPieces();
    const following = this.#pieces.at(this.#index + 1);
    if (following instanceof Promise) return following;
    const inflates = this.#inflates;
    const deflating = inflates ? piece.whenDeflated() : undefined;
    if (inflates) void following?.whenDeflated();
    if (deflating !== undefined) return deflating;
    this.#index++;
    const isLast = following === undefined && this.#isAll;
    return isLast ? this.#end(piece.frame(this.#last, inflates)) : piece.frame("update", inflates);
  }

  /** The pieces are all there is. */
  get #isAll(): boolean {
    const { isFollowed, isEmpty } = this.#growth;
    return isFollowed && isEmpty && this.#growth.stageAt(this.#nextStage) === undefined;
  }

  #afterPieces(): Frame | Promise<void> | undefined {
    if (this.#growth.isFollowed) return this.#nextOfGrowth();
    const { document } = this.#surroundings;
    // Nothing may happen between finding what is missing and handing it out.
    const coming = document.use(() => undefined);
    if (coming instanceof Promise) return coming;
    let next: Frame | Promise<void> | undefined;
    void document.use((replica) => {
      next = this.#restOf(replica);
    });
    return next;
  }

  #nextOfGrowth(): Frame | Promise<void> | undefined {
    const growth = this.#growth;
    if (this.#isAll) return this.#end(this.#endingFrame);
    const { maxPieceBytes } = this.#surroundings;
    if (growth.stageAt(this.#nextStage) === undefined) {
      if (growth.rest.length <= maxPieceBytes) return this.#end(growth.restFrame(this.#last));
      growth.cut();
    }
    const stage = growth.stageAt(this.#nextStage++);
    return stage && this.#goOn(stage);
  }

  /** Nobody has kept what was added since. */
  #restOf(replica: Replica): Frame | Promise<void> | undefined {
    const { maxPieceBytes, snapshot } = this.#surroundings;
    const update = replica.missingFor(this.#reach);
    if (update.length <= maxPieceBytes) return this.#end(new Frame({ type: this.#last, update }));
    const latest = snapshot(replica);
    this.#growth = latest.growth;
    this.#nextStage = 0;
    return this.#goOn(latest.stageFor(this.#reach));
  }

  #goOn({ pieces, vector }: Stage): Frame | Promise<void> | undefined {
    this.#pieces = pieces;
    this.#index = 0;
    this.#reach = union(this.#reach, vector);
    this.#round++;
    if (this.#round <= mostRounds || this.#last === "update") return this.next();
    const synced = this.#endingFrame;
    this.#last = "update";
    return synced;
  }

  /** Says that the reader has everything, where it has to be told. */
  get #endingFrame(): Frame | undefined {
    return this.#last === "update"
      ? undefined
      : new Frame({ type: this.#last, update: emptyUpdate });
  }

  #end(frame: Frame | undefined): Frame | undefined {
    this.#isOver = true;
    this.#onLast();
    return frame;
  }
}

function union(a: StateVector, b: StateVector): StateVector {
  const all = new Map(a);
  for (const [client, clock] of b) all.set(client, Math.max(clock, all.get(client) ?? 0));
  return all;
}

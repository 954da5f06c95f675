/**
 * What one reader is sent of a document, in order: the snapshot that it shares with others, in pieces,
 * and then whatever has been added meanwhile. The last message may be a SyncStep2, upon which a client
 * takes itself for synced: by then it has everything.
 *
 * Pieces are handed out as the reader takes them, so nothing waits in memory for a slow one, and it
 * needs no updates meanwhile.
 */

import type { FrameSource } from "../connection/transfers.ts";
import { Frame, type SentAs } from "../connection/frame.ts";
import type { Pieces } from "../document/pieces.ts";
import type { Replica } from "../document/replica.ts";
import type { ResidentDocument } from "../document/resident-document.ts";
import type { Snapshot } from "../document/snapshot.ts";
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
  /** Whether everything that is added to the document is added to this snapshot. */
  readonly isCurrent: (snapshot: Snapshot) => boolean;
}

/**
 * What was added meanwhile may be much; then it is cut too. After so many rounds it is sent as it is, so
 * that there is an end while others write.
 */
const mostRounds = 3;

/** See the head of this file. */
export class Answer implements FrameSource {
  readonly #surroundings: AnswerSurroundings;
  readonly #reader: Reader;
  readonly #onLast: () => void;
  #snapshot: Snapshot;
  #pieces: Pieces;
  /** What the reader has when it has got all pieces. */
  #reach: StateVector;
  /** The reader has nothing of the document: the pieces are all there is of the snapshot. */
  readonly #isNew: boolean;
  #index = 0;
  #round = 1;
  #isOver = false;

  /** `onLast` is called just before the last message is handed out. */
  constructor(
    snapshot: Snapshot,
    reader: Reader,
    surroundings: AnswerSurroundings,
    onLast: () => void,
  ) {
    this.#surroundings = surroundings;
    this.#reader = reader;
    this.#onLast = onLast;
    this.#isNew = !hasSome(reader.vector, snapshot.vector);
    this.#snapshot = snapshot;
    this.#pieces = this.#isNew ? snapshot.pieces : snapshot.piecesFor(reader.vector);
    this.#reach = union(reader.vector, snapshot.vector);
  }

  next(): Frame | Promise<void> | undefined {
    if (this.#isOver) return undefined;
    const piece = this.#pieces.at(this.#index);
    if (piece instanceof Promise) return piece;
    if (piece === undefined) return this.#afterPieces();
    const following = this.#pieces.at(this.#index + 1);
    if (following instanceof Promise) return following;
    const { inflates, last } = this.#reader;
    const deflating = inflates ? piece.whenDeflated() : undefined;
    if (inflates) void following?.whenDeflated();
    if (deflating !== undefined) return deflating;
    this.#index++;
    const isLast = following === undefined && this.#isAll && this.#snapshot.rest === undefined;
    return isLast ? this.#end(piece.frame(last, inflates)) : piece.frame("update", inflates);
  }

  /** The pieces and the snapshot's rest are the document. */
  get #isAll(): boolean {
    return this.#isNew && this.#round === 1 && this.#surroundings.isCurrent(this.#snapshot);
  }

  #afterPieces(): Frame | Promise<void> | undefined {
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

  #restOf(replica: Replica): Frame | Promise<void> | undefined {
    const { maxPieceBytes, snapshot } = this.#surroundings;
    const { last } = this.#reader;
    const rest = this.#isAll && last === "syncStep2" ? this.#snapshot.rest : undefined;
    if (rest !== undefined && rest.byteLength <= maxPieceBytes) return this.#end(rest);
    const update = replica.missingFor(this.#reach);
    if (update.length <= maxPieceBytes || this.#round === mostRounds) {
      return this.#end(new Frame({ type: last, update }));
    }
    this.#round++;
    this.#snapshot = snapshot(replica);
    this.#pieces = this.#snapshot.piecesFor(this.#reach);
    this.#reach = union(this.#reach, this.#snapshot.vector);
    this.#index = 0;
    return this.next();
  }

  #end(frame: Frame): Frame {
    this.#isOver = true;
    this.#onLast();
    return frame;
  }
}

/** Whether somebody with the vector `known` has something of a document with `vector`. */
export function hasSome(known: StateVector, vector: StateVector): boolean {
  for (const client of known.keys()) if (vector.has(client)) return true;
  return false;
}

function union(a: StateVector, b: StateVector): StateVector {
  const all = new Map(a);
  for (const [client, clock] of b) all.set(client, Math.max(clock, all.get(client) ?? 0));
  return all;
}

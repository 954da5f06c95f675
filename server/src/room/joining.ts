/**
 * What those who join a document, or come back to it, are sent of it: its vector, and what theirs
 * lacks. A large document is made ready once for everybody who joins, and a large change of it once for
 * everybody who is there.
 */

import { Frame } from "../connection/frame.ts";
import type { FrameSource } from "../connection/transfers.ts";
import type { GrowingDocument, Replica } from "../document/replica.ts";
import type { ResidentDocument } from "../document/resident-document.ts";
import { largeChange, type Growth, type PieceSettings } from "../document/growth.ts";
import { hasSome, leastSnapshotBytes, Snapshot } from "../document/snapshot.ts";
import type { Change } from "../update/admit-update.ts";
import { encodeStateVector } from "../update/state-vector.ts";
import { Answer, type AnswerSurroundings, type Reader } from "./answer.ts";
import type { HandOut } from "./member.ts";

/** Undefined where it is done; else it settles when it is. */
type Later = Promise<void> | undefined;

/** See the head of this file. */
export class Joining {
  readonly #document: ResidentDocument;
  readonly #settings: PieceSettings;
  readonly #surroundings: AnswerSurroundings;
  /** Kept while people join. */
  #snapshot: Snapshot | undefined;
  #isSnapshotUnused = false;
  /**
   * What is added after large changes, as long as somebody is being sent them: only answers keep it. Made
   * when needed.
   */
  #growths: Set<WeakRef<Growth>> | undefined;

  constructor(document: ResidentDocument, settings: PieceSettings) {
    this.#document = document;
    this.#settings = settings;
    this.#surroundings = {
      document,
      maxPieceBytes: settings.maxPieceBytes,
      snapshot: (replica) => this.#latest(replica),
    };
  }

  /** "This is what I have": the room's SyncStep1. */
  vectorFrame(): Frame {
    return new Frame({ type: "syncStep1", stateVector: encodeStateVector(this.#document.vector) });
  }

  /**
   * Hands `send` what `reader` lacks, one message after the other, before anything else can change the
   * document. `onLast` is called when the last one is handed out, at once or much later; everything
   * that comes into the document afterwards is not in it. Rejects where the document cannot be read.
   */
  answer(reader: Reader, onLast: () => void, send: (answer: FrameSource) => Later): Later {
    return this.#document.use((replica) => {
      const update = this.#smallAnswer(reader, replica);
      if (update === undefined) {
        const snapshot = this.#latest(replica);
        const beginning = { stage: snapshot.stageFor(reader.vector), growth: snapshot.growth };
        return send(new Answer(beginning, reader, this.#surroundings, onLast));
      }
      let frame: Frame | undefined = new Frame({ type: reader.last, update });
      return send({
        next() {
          const only = frame;
          frame = undefined;
          if (only !== undefined) onLast();
          return only;
        },
      });
    });
  }

  /** Makes `update` ready for everybody, a change of which `document` has got all and nothing more. */
  cut(update: Uint8Array, document: GrowingDocument): HandOut {
    const change = largeChange(update, document, this.#settings);
    (this.#growths ??= new Set()).add(new WeakRef(change.growth));
    return (inflates, onLast) => {
      const reader = { vector: change.stage.vector, inflates, last: "update" } as const;
      return new Answer(change, reader, this.#surroundings, onLast);
    };
  }

  /** The document has got this. */
  changed(change: Change): void {
    this.#snapshot?.growth.add(change);
    if (this.#growths === undefined) return;
    for (const reference of this.#growths) {
      const growth = reference.deref();
      growth?.add(change);
      if (growth?.isFollowed !== true) this.#growths.delete(reference);
    }
    if (this.#growths.size === 0) this.#growths = undefined;
  }

  /** Gives the memory of the snapshot back if nobody has joined since the last call. */
  dropUnusedSnapshot(): void {
    if (this.#isSnapshotUnused) this.dropSnapshot();
    this.#isSnapshotUnused = true;
  }

  /** Gives the memory of the snapshot back. */
  dropSnapshot(): void {
    this.#snapshot?.growth.end();
    this.#snapshot = undefined;
  }

  /** What is missing, where it is not worth sharing or cutting. */
  #smallAnswer({ vector }: Reader, replica: Replica): Uint8Array | undefined {
    const { maxPieceBytes } = this.#settings;
    const isShared = replica.byteLength >= leastSnapshotBytes && !hasSome(vector, replica.vector);
    if (isShared) return undefined;
    const update = replica.missingFor(vector);
    return update.length <= maxPieceBytes ? update : undefined;
  }

  #latest(replica: Replica): Snapshot {
    if (this.#snapshot?.growth.isFollowed !== true) {
      this.#snapshot = new Snapshot(replica, this.#settings);
    }
    this.#isSnapshotUnused = false;
    return this.#snapshot;
  }
}

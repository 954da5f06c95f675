/**
 * A document as it was a moment ago, framed once for everybody who joins, and what has been added
 * since. While people write, a large document is another one 60 times a second; framing it anew for
 * each of them would cost megabytes of copying, and deflating it anew far more.
 *
 * As long as nothing has been added a joiner is sent the snapshot as SyncStep2. Afterwards it is
 * sent the snapshot as an Update, and then the rest as SyncStep2: upon that it takes itself for
 * synced, and by then it has everything.
 *
 * Invariant: snapshot and rest together are the document, as long as {@link Snapshot.add} is told of
 * every change.
 */

import { messageParts, type OutgoingMessage } from "@coscribe/shared";
import { deflate, deflatedMessage } from "../connection/deflate.ts";
import { Frame } from "../connection/frame.ts";
import { Replica } from "./replica.ts";
import type { Change } from "../update/admit-update.ts";
import { noNewPlaces } from "../update/places.ts";
import type { DeletesReader } from "../update/readable-deletes.ts";

/**
 * Documents with fewer bytes of structs are framed for each joiner and not deflated: they fit into a
 * few packets, and a snapshot of each small document would cost more memory than it saves time.
 */
export const leastSnapshotBytes: number = 4 * 1024;

/** Where the rest is more than this share of the snapshot, another one is worth its making. */
const mostRestShare = 0.2;

/** See the head of this file. */
export class Snapshot {
  /** The whole document as it was. */
  readonly #update: Uint8Array;
  readonly #document: DeletesReader;
  /** The changes since, as a replica that begins where the snapshot ends. */
  readonly #since = new Replica();
  #hasGrown = false;
  #rest: Frame | undefined;
  /** The snapshot: as SyncStep2, or as an Update once that was needed. */
  #plain: Frame;
  #isUpdate = false;
  #deflatedUpdate: Uint8Array | undefined;
  #deflated: Frame | undefined;
  #deflating: Promise<void> | undefined;

  /** `update` is the whole document, of `document`; it is kept, and must not change. */
  constructor(update: Uint8Array, document: DeletesReader) {
    this.#update = update;
    this.#document = document;
    this.#plain = new Frame(this.#message);
  }

  /** True when so much has been added that a new snapshot is better. */
  get isStale(): boolean {
    return this.#since.byteLength > this.#update.length * mostRestShare;
  }

  /** Takes in what is new in the document. */
  add(change: Change): void {
    // Nothing is screened against it, so it need not know where anything lives.
    this.#since.add({ ...change, places: noNewPlaces });
    this.#hasGrown = true;
    this.#rest = undefined;
  }

  /** The whole document, in the order in which to send it; deflated if wanted and already done. */
  frames(wantsDeflated: boolean): readonly Frame[] {
    if (this.#hasGrown && !this.#isUpdate) this.#becomeUpdate();
    const snapshot = (wantsDeflated ? this.#deflated : undefined) ?? this.#plain;
    return this.#hasGrown ? [snapshot, this.#restFrame()] : [snapshot];
  }

  /** Resolves when the snapshot is deflated; undefined once it is. */
  whenDeflated(): Promise<void> | undefined {
    if (this.#deflated !== undefined) return undefined;
    return (this.#deflating ??= this.#deflate());
  }

  get #message(): OutgoingMessage {
    return { type: this.#isUpdate ? "update" : "syncStep2", update: this.#update };
  }

  #becomeUpdate(): void {
    this.#isUpdate = true;
    this.#plain = new Frame(this.#message);
    this.#frameDeflated();
  }

  async #deflate(): Promise<void> {
    this.#deflatedUpdate = await deflate(this.#update);
    this.#frameDeflated();
  }

  #frameDeflated(): void {
    if (this.#deflatedUpdate === undefined) return;
    const { head } = messageParts(this.#message);
    const bytes = deflatedMessage(head, this.#deflatedUpdate);
    this.#deflated = new Frame({ type: "deflated", bytes });
  }

  #restFrame(): Frame {
    if (this.#rest === undefined) {
      const update = this.#since.encode(this.#document);
      this.#rest = new Frame({ type: "syncStep2", update });
    }
    return this.#rest;
  }
}

/** What a handle tells the program that has it, and the list of those who want to know. */

import type { AccessUser, ProtocolError } from "@coscribe/shared";

/** Who has made a change. */
export interface ChangeAuthor {
  /** Undefined where nobody has to say who they are. */
  readonly user: AccessUser | undefined;
  /** It was this handle. */
  readonly isThisHandle: boolean;
}

/** The document has changed; what comes within one flush of the document, some 16 ms, is one change. */
export interface DocumentChange {
  /** All of it, as a Yjs update. */
  readonly update: Uint8Array;
  /** Everybody who has made some of it. */
  readonly authors: readonly ChangeAuthor[];
}

/** Somebody who is in the document. */
export interface PresentClient {
  /** The Yjs client ID. */
  readonly clientId: number;
  /** Undefined where nobody has to say who they are. */
  readonly user: AccessUser | undefined;
  /** What they show, as `awareness.setLocalState` of their editor took it. */
  readonly state: unknown;
}

/** Something of the document has reached the disk. */
export interface DocumentOnDisk {
  /** The identity of this history of the document; another one after it was deleted and made anew. */
  readonly generation: string;
  /** Grows with everything that is saved. */
  readonly sequence: number;
  /** Nothing waits to be saved. */
  readonly isAll: boolean;
}

/** What is told, by name. */
export interface DocumentHandleEvents {
  /** The document is loaded and changes are told from now on; also once more after a failure of the server's. */
  readonly opened: { readonly generation: string | undefined };
  readonly change: DocumentChange;
  /** Somebody has come, gone, or shows something else: everybody who is there now. */
  readonly presence: readonly PresentClient[];
  readonly saved: DocumentOnDisk;
  /** Nothing is told any more: the handle was closed, or, with the reason, the document deleted or the server closed. */
  readonly closed: { readonly reason: ProtocolError | undefined };
}

/** Somebody who is told of one kind of event. */
export type HandleListener<Type extends keyof DocumentHandleEvents> = (
  event: DocumentHandleEvents[Type],
) => unknown;

/** Those who are told. What one of them throws or rejects with harms nobody. */
export class HandleListeners {
  readonly #report: (type: keyof DocumentHandleEvents, cause: unknown) => void;
  readonly #listeners: {
    [Type in keyof DocumentHandleEvents]?: Set<HandleListener<Type>>;
  } = {};

  /** `report` is told of failures of theirs. */
  constructor(report: (type: keyof DocumentHandleEvents, cause: unknown) => void) {
    this.#report = report;
  }

  /** Whether anybody is told of this. */
  has(type: keyof DocumentHandleEvents): boolean {
    return (this.#listeners[type]?.size ?? 0) > 0;
  }

  /** Adds one; what comes back takes it away. */
  add<Type extends keyof DocumentHandleEvents>(
    type: Type,
    listener: HandleListener<Type>,
  ): () => void {
    const listeners = this.#of(type);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Tells all of them, when whatever is going on in the room is done. */
  tell<Type extends keyof DocumentHandleEvents>(
    type: Type,
    event: DocumentHandleEvents[Type],
  ): void {
    if (!this.has(type)) return;
    queueMicrotask(() => {
      for (const listener of this.#of(type)) void this.#call(type, listener, event);
    });
  }

  #of<Type extends keyof DocumentHandleEvents>(type: Type): Set<HandleListener<Type>> {
    const listeners: Set<HandleListener<Type>> = this.#listeners[type] ?? new Set();
    Object.assign(this.#listeners, { [type]: listeners });
    return listeners;
  }

  async #call<Type extends keyof DocumentHandleEvents>(
    type: Type,
    listener: HandleListener<Type>,
    event: DocumentHandleEvents[Type],
  ): Promise<void> {
    try {
      await listener(event);
    } catch (cause) {
      this.#report(type, cause);
    }
  }
}

/**
 * The first content of a document, offered to the server: of all who do so, one's is taken, and comes back as
 * everybody's edits do. So it is never put into the document here, where it could be there twice.
 */

import { encodeMessage } from "@coscribe/shared";

/** Something that is offered. */
interface Offer {
  readonly update: Uint8Array;
  readonly resolve: (isTaken: boolean) => void;
}

/** See the head of this file. */
export class Seeding {
  readonly #send: (frame: Uint8Array) => void;
  /** The first of them is with the server, once it can be asked: answers do not say what they are for. */
  readonly #offers: Offer[] = [];
  #isConnected = false;

  /** `send` sends a frame, if there is a socket. */
  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send;
  }

  /** Offers an update; resolves to whether it was taken, as soon as a server has said so. */
  offer(update: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#offers.push({ update, resolve }) === 1 && this.#isConnected) this.#ask();
    });
  }

  /** The server has told what there is. What it had no answer to before is offered again. */
  synced(): void {
    this.#isConnected = true;
    this.#ask();
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#isConnected = false;
  }

  /** The server has answered. */
  answered(isTaken: boolean): void {
    this.#offers.shift()?.resolve(isTaken);
    this.#ask();
  }

  #ask(): void {
    const [first] = this.#offers;
    if (first !== undefined) this.#send(encodeMessage({ type: "seed", update: first.update }));
  }
}

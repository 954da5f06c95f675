/**
 * The acknowledgements that a session owes its client: each is sent when everything the client sent
 * before it is on disk.
 *
 * Invariants: 1. they are sent in the order in which they were asked for. 2. None is sent while an
 * update of the session waits for something it builds on, or after one was dropped: the client has
 * then been asked for everything, and its answer makes the session complete again. 3. At most
 * `maxOwed` are kept; beyond that the oldest go, since a later one says more.
 */

const maxOwed = 1_024;

/** See the head of this file. */
export class Acknowledgements {
  readonly #whenDurable: () => Promise<void>;
  readonly #send: (payload: Uint8Array) => void;
  readonly #waiting: Uint8Array[] = [];
  #isComplete = true;

  /** `whenDurable` resolves when everything taken in so far is on disk; `send` acknowledges. */
  constructor(whenDurable: () => Promise<void>, send: (payload: Uint8Array) => void) {
    this.#whenDurable = whenDurable;
    this.#send = send;
  }

  /** The client wants `payload` back when everything it has sent is on disk. */
  owe(payload: Uint8Array): void {
    const copy = new Uint8Array(payload);
    if (this.#isComplete) this.#sendWhenDurable([copy]);
    else {
      this.#waiting.push(copy);
      if (this.#waiting.length > maxOwed) this.#waiting.shift();
    }
  }

  /** Tells whether everything that the client has sent was taken in. */
  setComplete(isComplete: boolean): void {
    this.#isComplete = isComplete;
    if (isComplete && this.#waiting.length > 0) this.#sendWhenDurable(this.#waiting.splice(0));
  }

  #sendWhenDurable(payloads: readonly Uint8Array[]): void {
    void this.#whenDurable().then(() => {
      for (const payload of payloads) this.#send(payload);
    });
  }
}

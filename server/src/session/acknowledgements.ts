/**
 * The acknowledgements that a session owes its client: each is sent when everything the client sent
 * before it is on disk.
 *
 * Invariants: 1. they are sent in the order in which they were asked for. 2. None is sent that was
 * asked for after an update that waits for something it builds on, or was dropped: the client has
 * then been asked for everything, and its answer makes the session complete again. Those asked for
 * before it are sent. 3. However slow the disk or the reader is, at most `maxOwed` wait for it and as
 * many for their turn; beyond that the oldest go, since a later one says more.
 */

const maxOwed = 1_024;

/** See the head of this file. */
export class Acknowledgements {
  readonly #whenDue: () => Promise<void>;
  readonly #send: (payload: Uint8Array) => void;
  /** Asked for when everything had been taken in. */
  #owed: Uint8Array[] = [];
  /** Asked for when something had not. */
  #blocked: Uint8Array[] = [];
  #isWaiting = false;
  #isComplete = true;

  /**
   * `whenDue` resolves when everything taken in so far is on disk and the client can be told;
   * `send` tells it.
   */
  constructor(whenDue: () => Promise<void>, send: (payload: Uint8Array) => void) {
    this.#whenDue = whenDue;
    this.#send = send;
  }

  /** The client wants `payload` back when everything it has sent is on disk. */
  owe(payload: Uint8Array): void {
    const queue = this.#isComplete ? this.#owed : this.#blocked;
    queue.push(new Uint8Array(payload));
    if (queue.length > maxOwed) queue.shift();
    this.#sendWhenDue();
  }

  /** Tells whether everything that the client has sent was taken in. */
  setComplete(isComplete: boolean): void {
    this.#isComplete = isComplete;
    if (!isComplete || this.#blocked.length === 0) return;
    this.#owed = [...this.#owed, ...this.#blocked].slice(-maxOwed);
    this.#blocked = [];
    this.#sendWhenDue();
  }

  #sendWhenDue(): void {
    if (this.#isWaiting || this.#owed.length === 0) return;
    this.#isWaiting = true;
    const payloads = this.#owed;
    this.#owed = [];
    void this.#whenDue().then(() => {
      for (const payload of payloads) this.#send(payload);
      this.#isWaiting = false;
      this.#sendWhenDue();
    });
  }
}

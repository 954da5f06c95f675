/**
 * Brings what comes after the first letter (late-part.ts). Whoever uses it says what holds until it is
 * there, and for good if it cannot be loaded: nothing that a user does may wait for it unseen or be lost.
 */

/** See late-part.ts. */
export type LatePart = typeof import("./late-part.ts");

/** See the head of this file. */
export class LateLoad {
  #part: LatePart | undefined;

  /** Undefined until it has been loaded. */
  get part(): LatePart | undefined {
    return this.#part;
  }

  /**
   * Resolves to the part as soon as it is there; to undefined if it cannot be loaded, which is reported
   * to the page as an uncaught error. The next call tries again. Never rejects.
   */
  async load(): Promise<LatePart | undefined> {
    if (this.#part !== undefined) return this.#part;
    try {
      const part = await import("./late-part.ts");
      this.#part = part;
      return part;
    } catch (reason) {
      reportError(reason);
      return undefined;
    }
  }
}

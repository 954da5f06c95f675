/** The bytes of all documents together that wait for the disk, to keep them within bounds. */

/** See the head of this file. */
export class UnsavedBytes {
  #count = 0;

  /** How many they are. */
  get count(): number {
    return this.#count;
  }

  /** Adds some, or takes some away. */
  add(bytes: number): void {
    this.#count += bytes;
  }
}

/**
 * Whether files of a document may wait on this device, as a word in the page's local storage, which can be
 * read at once and without what it takes to read the files. Other tabs hear when it changes: so a tab
 * that goes tells them that it leaves files behind.
 *
 * The word is there before the first file waits and is taken away after the last one. Where there is no
 * local storage files may always wait.
 */

/** What is written when a file is kept, and, with a number behind it, when a tab leaves some behind. */
const kept = "kept";
const left = "left";

/** See the head of this file. */
export class WaitingMark {
  readonly #key: string;
  readonly #onLeft: () => void;

  /** `onLeft` is told when another tab leaves files of this document behind. */
  constructor(databaseName: string, documentName: string, onLeft: () => void) {
    this.#key = `${databaseName} files ${documentName}`;
    this.#onLeft = onLeft;
    addEventListener("storage", this.#heard);
  }

  /** Whether files may wait. */
  get isSet(): boolean {
    try {
      return localStorage.getItem(this.#key) !== null;
    } catch {
      return true;
    }
  }

  /** A file is about to wait. */
  set(): void {
    this.#write(kept);
  }

  /** This tab goes, and leaves some behind. */
  leave(): void {
    // Only a change is heard.
    this.#write(`${left} ${Math.random()}`);
  }

  /** None waits any more. */
  clear(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // It was not written either.
    }
  }

  /** Hears nothing any more. */
  close(): void {
    removeEventListener("storage", this.#heard);
  }

  #write(word: string): void {
    try {
      localStorage.setItem(this.#key, word);
    } catch {
      // Whoever cannot write it cannot read it either, or is told by the files themselves.
    }
  }

  readonly #heard = ({ key, newValue }: StorageEvent): void => {
    if (key === this.#key && newValue?.startsWith(left) === true) this.#onLeft();
  };
}

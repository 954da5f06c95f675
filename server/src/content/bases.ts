/**
 * The versions that were read of late, so that somebody who comes back with a change of one can say which it was.
 * Known to this process alone, and so long as there is room: what is asked about longest ago is forgotten first.
 */

import type { DocumentName } from "@coscribe/shared";

/** All of them together, in bytes. */
const mostBytes = 32 * 1024 * 1024;

/** What each takes beside its bytes, about. */
const overheadBytes = 256;

/** See the head of this file. */
export class Bases {
  readonly #known = new Map<string, Uint8Array>();
  #bytes = 0;

  /** A version of a document was read; `snapshot` tells it from others. */
  remember(name: DocumentName, version: string, snapshot: Uint8Array): void {
    const key = keyOf(name, version);
    this.#forget(key);
    this.#known.set(key, snapshot);
    this.#bytes += snapshot.length + overheadBytes;
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= mostBytes) break;
      this.#forget(oldest);
    }
  }

  /** What was remembered of a version. */
  find(name: DocumentName, version: string): Uint8Array | undefined {
    const snapshot = this.#known.get(keyOf(name, version));
    if (snapshot !== undefined) this.remember(name, version, snapshot);
    return snapshot;
  }

  #forget(key: string): void {
    const snapshot = this.#known.get(key);
    if (snapshot === undefined) return;
    this.#known.delete(key);
    this.#bytes -= snapshot.length + overheadBytes;
  }
}

function keyOf(name: DocumentName, version: string): string {
  return `${version} ${name}`;
}

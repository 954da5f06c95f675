/**
 * Knows which files were read and found to be what their names say, so that this is not done again for
 * each part that somebody asks for. A file that the system says has been touched, and one that was
 * checked long ago, is read again.
 */

import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { FileHash } from "@coscribe/shared";
import type { Clock } from "../../clock.ts";
import { hashOf } from "./disk-file.ts";

/** After so long a file is read again, in milliseconds. */
const trustMs = 3_600_000;

/** Most files that are remembered, some 2 MB. */
const mostRemembered = 10_000;

interface Checked {
  /** What the system says of the file that was read. */
  readonly state: string;
  readonly at: number;
  readonly isSound: Promise<boolean>;
}

/** See the head of this file. */
export class SoundFiles {
  readonly #clock: Clock;
  readonly #checked = new Map<FileHash, Checked>();
  /** One file is read after the other, so that many do not take the process from everybody else. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the open file is the one of this name. Rejects with `read-failed`. */
  isSound(hash: FileHash, handle: FileHandle, stats: BigIntStats): Promise<boolean> {
    const state = [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(" ");
    const now = this.#clock.now();
    const known = this.#checked.get(hash);
    if (known?.state === state && now - known.at < trustMs) return known.isSound;
    const isSound = this.#last.then(async () => {
      return (await hashOf(handle, Number(stats.size))) === hash;
    });
    this.#last = isSound.catch(() => undefined);
    const checked = { state, at: now, isSound };
    this.#checked.delete(hash);
    this.#checked.set(hash, checked);
    this.#forgetOldest();
    // What is damaged, or could not be read, is looked at again each time.
    const forget = (): void => {
      if (this.#checked.get(hash) === checked) this.#checked.delete(hash);
    };
    isSound.then((sound) => (sound ? undefined : forget()), forget);
    return isSound;
  }

  #forgetOldest(): void {
    if (this.#checked.size <= mostRemembered) return;
    for (const hash of this.#checked.keys()) {
      this.#checked.delete(hash);
      return;
    }
  }
}

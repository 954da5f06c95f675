/**
 * A witness beside LevelDB: the file `LAST-WRITE` says up to which write everything has been on
 * disk. LevelDB itself cannot tell a log that was cut from one that ends there, nor does it miss a
 * log that is gone.
 *
 * It is written behind the writes, a fifth of a second later, and not synced, so it costs next to
 * nothing and never says too much: after a crash of the process it is at most that old, after a
 * power failure older. Two lines take turns, so that one is whole at any moment.
 */

import { open, readFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Clock, Timer } from "../../../clock.ts";
import { replaceFile } from "./durable-file.ts";

/** Its name in the directory of the database. */
export const lastWriteFile = "LAST-WRITE";

/** Each line has this many bytes. */
const lineBytes = 64;

/**
 * The pause from a write to its being witnessed, in milliseconds. To witness each of 20 commits a second
 * would cost a twentieth of a busy server's processor time.
 */
const delayMs = 200;

/** What the witness in `directory` says, or why it says nothing. */
export async function readLastWrite(directory: string): Promise<number | "missing" | "unreadable"> {
  let text: string;
  try {
    text = await readFile(join(directory, lastWriteFile), "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw error;
  }
  const numbers = [text.slice(0, lineBytes), text.slice(lineBytes)].flatMap(numberIn);
  return numbers.length === 0 ? "unreadable" : Math.max(...numbers);
}

/** Keeps the file; made by {@link LastWrite.begin}. */
export class LastWrite {
  readonly #file: FileHandle;
  readonly #clock: Clock;
  #number: number;
  #line = 0;
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, clock: Clock, number: number) {
    this.#file = file;
    this.#clock = clock;
    this.#number = number;
  }

  /** Begins a new witness in `directory`, whatever an older one says. */
  static async begin(directory: string, clock: Clock, number: number): Promise<LastWrite> {
    const path = join(directory, lastWriteFile);
    await replaceFile(path, Buffer.concat([lineOf(number), lineOf(number)]));
    return new LastWrite(await open(path, "r+"), clock, number);
  }

  /** The number of the last write. */
  get number(): number {
    return this.#number;
  }

  /** Notes that `count` more writes are on disk. */
  add(count: number): void {
    this.#number += count;
    this.#timer ??= this.#clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#write();
    });
  }

  /** Says the last word and closes the file. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    this.#write();
    await this.#writing;
    await this.#file.close();
  }

  #write(): void {
    const line = lineOf(this.#number);
    const position = this.#line * lineBytes;
    this.#line = 1 - this.#line;
    // A failure makes the witness older, and that is all: nothing depends on it.
    this.#writing = this.#writing
      .then(() => this.#file.write(line, 0, lineBytes, position))
      .then(ignore, ignore);
  }
}

function lineOf(number: number): Buffer {
  const text = `last write ${number}`.padEnd(lineBytes - 10);
  return Buffer.from(`${text} ${checksumOf(text)}\n`, "latin1");
}

function numberIn(line: string): number[] {
  const text = line.slice(0, lineBytes - 10);
  const isWhole = line === `${text} ${checksumOf(text)}\n`;
  const number = isWhole ? /^last write (\d{1,16}) *$/.exec(text)?.[1] : undefined;
  return number === undefined ? [] : [Number(number)];
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}

function ignore(): void {
  // See #write.
}

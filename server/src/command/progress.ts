/**
 * How far long work is, for whoever watches: one line that is written over in a terminal, and a line now and
 * then where it was asked for with `--progress` elsewhere. Always where errors go, never among results.
 */

import { performance } from "node:perf_hooks";
import type { CommandOutput } from "./command.ts";
import { switchFlag } from "./common-flags.ts";
import type { Flag } from "./flag.ts";

/** `--progress`. */
export const progressFlag: Flag<boolean> = switchFlag(
  "tell how far it is, also where nobody watches in a terminal",
);

/** So often a line is written anew in a terminal, and elsewhere, in milliseconds. */
const terminalMs = 100;
const elsewhereMs = 2_000;

/** Longer lines would be broken, and then not be written over. */
const width = 79;

/** See the head of this file. */
export class Progress {
  readonly #output: Pick<CommandOutput, "error" | "isTerminal">;
  readonly #isShown: boolean;
  #toldAt = -Infinity;
  #isLineOpen = false;

  /** `isAsked`: whether it is told where nobody watches, too. */
  constructor(output: Pick<CommandOutput, "error" | "isTerminal">, isAsked: boolean) {
    this.#output = output;
    this.#isShown = isAsked || output.isTerminal;
  }

  /** So many of so many are done (of an unknown number where `total` is left out); `what` is next. */
  tell(done: number, total: number | undefined, what: string): void {
    if (!this.#isShown) return;
    const { isTerminal, error } = this.#output;
    const now = performance.now();
    if (now - this.#toldAt < (isTerminal ? terminalMs : elsewhereMs)) return;
    this.#toldAt = now;
    const line = `${total === undefined ? done : `${done} of ${total}`}: ${what}`;
    if (!isTerminal) return error(`${line}\n`);
    error(`\r${line.slice(0, width).padEnd(width)}`);
    this.#isLineOpen = true;
  }

  /** Takes the line away, before something else is written. */
  end(): void {
    if (this.#isLineOpen) this.#output.error(`\r${" ".repeat(width)}\r`);
    this.#isLineOpen = false;
  }
}

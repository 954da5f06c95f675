/** How commands fail: in words, and with a code that tells whether they could begin. */

import { stayAwake } from "../clock.ts";
import { StoreError } from "../store/store-error.ts";
import type { CommandOutput } from "./command.ts";

/**
 * Does the work of a command, which resolves to its exit code, and tells what it rejected with. Then the code
 * is 2 where the data could not be opened or did not answer, else `codeOfOthers`.
 */
export async function attempt(
  command: string,
  output: CommandOutput,
  work: () => Promise<number>,
  codeOfOthers: 1 | 2 = 2,
): Promise<number> {
  // Threads and timers let the process end.
  const awake = stayAwake();
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    output.error(`coscribe ${command}: ${problem}\n`);
    return error instanceof StoreError ? 2 : codeOfOthers;
  } finally {
    awake.cancel();
  }
}

/** A number and what is counted: "1 document", "2 documents". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Names pictures of which no more than what they show has got through. */
export function tellPictures(output: CommandOutput, what: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const count = counted(lines.length, "picture");
  output.error([`${count} ${what}:`, ...lines.map((line) => `  ${line}`), ""].join("\n"));
}

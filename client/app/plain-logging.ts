/**
 * Stands in for `lib0/logging`, with which Yjs tells developers of mistakes. That one brings colours,
 * consoles within the page, and a library for checking data: 3 KB of what a document loads first.
 * Only what Yjs uses is here; the build fails when it uses more.
 */

/** Where lib0 changes the look of what follows, nothing changes here. */
const nothing = Symbol("nothing");

/** See above; all looks are alike. */
export const BOLD: symbol = nothing;
/** See above. */
export const UNBOLD: symbol = nothing;
/** See above. */
export const ORANGE: symbol = nothing;
/** See above. */
export const RED: symbol = nothing;

/** Writes to the console. */
export function print(...parts: readonly unknown[]): void {
  // oxlint-disable-next-line no-console -- the libraries' words to developers, as without this file
  console.log(...parts.filter((part) => part !== nothing));
}

/** Writes a warning to the console. */
export function warn(...parts: readonly unknown[]): void {
  // oxlint-disable-next-line no-console -- see above
  console.warn(...parts.filter((part) => part !== nothing));
}

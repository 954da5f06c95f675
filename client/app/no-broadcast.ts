/**
 * Stands in for `lib0/broadcastchannel`, by which y-websocket would join the tabs of one browser. The
 * client has that turned off, since it shares edits between tabs in its own way (offline/copy-channel.ts).
 * Only what is named there is here; the build fails when more is.
 */

/** See above; never called. */
export function subscribe(): void {
  throw new Error(unexpected);
}

/** See above; never called. */
export function unsubscribe(): void {
  throw new Error(unexpected);
}

/** See above; never called. */
export function publish(): void {
  throw new Error(unexpected);
}

const unexpected = "y-websocket must not join tabs";

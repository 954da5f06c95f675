/**
 * Inflates small messages at once. `ws` hands each one to a thread, which suits large ones; for a
 * keystroke, and browsers deflate each, that is ten times the work (measured: 68 µs instead of 6), and
 * keeps an inflater of 14 KB for every connection.
 */

import { constants, inflateRawSync } from "node:zlib";

/** Larger messages are left to `ws`. */
const mostDeflatedBytes = 1_024;
/** So are those that become larger than this: they would keep everybody waiting. */
const mostInflatedBytes = 64 * 1_024;

/** What inflates for a connection in `ws`. */
interface Inflater {
  decompress: (data: Buffer, isFinal: boolean, onInflated: OnInflated) => void;
}

type OnInflated = (error: Error | null, message?: Buffer) => void;

/**
 * Lets a WebSocket of `ws`, whose other side takes over no context between messages, inflate small ones at
 * once. Where `ws` is built differently than it is now, it goes on inflating all of them itself.
 */
export function inflateSmallAtOnce(webSocket: object): void {
  const extensions = Reflect.get(webSocket, "_extensions") as Record<string, Inflater> | undefined;
  const inflater = extensions?.["permessage-deflate"];
  if (inflater?.decompress === undefined) return;
  const inThread = inflater.decompress.bind(inflater);
  let isFragmented = false;
  inflater.decompress = (data, isFinal, onInflated) => {
    const message = isFinal && !isFragmented ? inflated(data) : undefined;
    isFragmented = !isFinal;
    if (message === undefined) inThread(data, isFinal, onInflated);
    // Later, since `ws` expects it so: message by message the stack would grow.
    else queueMicrotask(() => onInflated(null, message));
  };
}

/** Undefined where the message is large or wrong. */
function inflated(data: Buffer): Buffer | undefined {
  if (data.length > mostDeflatedBytes) return undefined;
  try {
    return inflateRawSync(data, {
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: mostDeflatedBytes,
      maxOutputLength: mostInflatedBytes,
    });
  } catch {
    return undefined;
  }
}

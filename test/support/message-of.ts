/** What a frame carries, read as a client would read it. */

import type { Frame } from "@coscribe/server/internal/connection/frame";
import { frameHeadAt } from "./frame-head.ts";

/** The message of `frame`, without WebSocket framing. */
export function messageOf(frame: Frame): Uint8Array {
  if (frame.wire !== undefined) return payloadOf(Buffer.from(frame.wire));
  const fragments = Array.from({ length: frame.fragmentCount }, (_, index) =>
    payloadOf(Buffer.concat(frame.fragment(index))),
  );
  return Buffer.concat(fragments);
}

function payloadOf(frame: Buffer): Buffer {
  const head = frameHeadAt(frame, 0);
  if (head === undefined || frame.length !== head.size + head.length) {
    throw new Error("a frame is not as long as it says");
  }
  return frame.subarray(head.size);
}

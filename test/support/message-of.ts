/** What a frame carries, read as a client would read it. */

import type { Frame } from "@coscribe/server/internal/frame";

/** The message of `frame`, without WebSocket framing. */
export function messageOf(frame: Frame): Uint8Array {
  if (frame.wire !== undefined) return payloadOf(frame.wire);
  const fragments = Array.from({ length: frame.fragmentCount }, (_, index) =>
    payloadOf(Buffer.concat(frame.fragment(index))),
  );
  return Buffer.concat(fragments);
}

/** The payload of one unmasked WebSocket frame (RFC 6455, section 5.2). */
function payloadOf(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset);
  const short = view.getUint8(1);
  const [headSize, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, view.getUint16(2)]
        : [10, Number(view.getBigUint64(2))];
  if (frame.length !== headSize + length) throw new Error("a frame is not as long as it says");
  return frame.subarray(headSize);
}

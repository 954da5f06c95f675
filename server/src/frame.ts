/**
 * One message ready to leave, for any number of sockets.
 *
 * A server's WebSocket frames are not masked, so the bytes on the wire are the same for everybody,
 * and are made once: the message with the head of its WebSocket frame in front.
 */

import { encodeMessage, type OutgoingMessage } from "@coscribe/shared";

/** The longest head of an unmasked WebSocket frame. */
const mostHeadBytes = 10;

const finalBinaryFrame = 0x82;

/** See the head of this file. */
export class Frame {
  /** The message as one unfragmented binary WebSocket frame (RFC 6455, section 5.2). */
  readonly wire: Uint8Array;
  /** The message's bytes, without WebSocket framing. */
  readonly message: Uint8Array;

  constructor(message: OutgoingMessage) {
    const bytes = encodeMessage(message, mostHeadBytes);
    this.message = bytes.subarray(mostHeadBytes);
    this.wire = bytes.subarray(mostHeadBytes - writeHead(bytes, this.message.length));
  }
}

/** Writes the head of a frame of `length` bytes so that it ends where they begin; returns its size. */
function writeHead(bytes: Uint8Array, length: number): number {
  const headLength = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const at = mostHeadBytes - headLength;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headLength);
  view.setUint8(0, finalBinaryFrame);
  view.setUint8(1, headLength === 2 ? length : headLength === 4 ? 126 : 127);
  if (headLength === 4) view.setUint16(2, length);
  else if (headLength === 10) view.setBigUint64(2, BigInt(length));
  return headLength;
}

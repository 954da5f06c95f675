/**
 * One message ready to leave, for any number of sockets.
 *
 * A server's WebSocket frames are not masked, so the bytes on the wire are the same for everybody
 * and are made once, when the first real socket asks.
 */

import { encodeMessage, type OutgoingMessage } from "@coscribe/shared";

/** See the head of this file. */
export class Frame {
  /** The message's bytes, without WebSocket framing. */
  readonly message: Uint8Array;
  #wire: Uint8Array | undefined;

  constructor(message: OutgoingMessage) {
    this.message = encodeMessage(message);
  }

  /** The message as one unfragmented binary WebSocket frame (RFC 6455, section 5.2). */
  get wire(): Uint8Array {
    return (this.#wire ??= toWire(this.message));
  }
}

const finalBinaryFrame = 0x82;

function toWire(message: Uint8Array): Uint8Array {
  const { length } = message;
  const headLength = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const wire = new Uint8Array(headLength + length);
  const view = new DataView(wire.buffer);
  wire[0] = finalBinaryFrame;
  if (headLength === 2) wire[1] = length;
  else if (headLength === 4) {
    wire[1] = 126;
    view.setUint16(2, length);
  } else {
    wire[1] = 127;
    view.setBigUint64(2, BigInt(length));
  }
  wire.set(message, headLength);
  return wire;
}

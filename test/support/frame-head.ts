/** The heads of WebSocket frames that a server sends, read by hand (RFC 6455, section 5.2). */

/** What a head says. Servers do not mask. */
export interface FrameHead {
  /** The final bit, the reserved bits and the opcode. */
  readonly first: number;
  /** Bytes of the head itself. */
  readonly size: number;
  /** Bytes of the payload behind it. */
  readonly length: number;
}

/** The head at `at`, or undefined where not all of it is there. */
export function frameHeadAt(bytes: Buffer, at: number): FrameHead | undefined {
  if (bytes.length - at < 2) return undefined;
  const first = bytes.readUInt8(at);
  const short = bytes.readUInt8(at + 1);
  const size = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length - at < size) return undefined;
  if (size === 2) return { first, size, length: short };
  const length = size === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
  return { first, size, length };
}

/** WebSocket frames that no honest client sends. */

import { frame, frameHeads, join, messages, repeat, unmaskedFrame } from "../bytes.ts";
import type { Attack } from "./attack.ts";

const someMessage = messages.queryPresence;

function wire(name: string, outcome: number, make: () => readonly Uint8Array[]): Attack {
  return { name, outcome, wire: make };
}

/** See the head of this file. */
export const hostileFrames: readonly Attack[] = [
  wire("a text", 4415, () => [frame(frameHeads.text, Buffer.from("hello"))]),
  wire("a text that is a number", 4415, () => [frame(frameHeads.text, Buffer.from("1e10"))]),
  wire("an empty text", 4415, () => [frame(frameHeads.text, join([]))]),
  wire("a text that is not UTF-8", 1007, () => [frame(frameHeads.text, Uint8Array.of(0xff))]),
  ...[0x10, 0x20, 0x40].map((bit) =>
    wire(`a frame with the reserved bit ${bit}`, 1002, () => [
      frame(frameHeads.binary | bit, someMessage),
    ]),
  ),
  ...[3, 7, 11, 15].map((opcode) =>
    wire(`a frame with the unknown opcode ${opcode}`, 1002, () => [
      frame(0x80 | opcode, someMessage),
    ]),
  ),
  wire("a frame without a mask", 1002, () => [unmaskedFrame(frameHeads.binary, someMessage)]),
  wire("a ping in pieces", 1002, () => [frame(0x09, join(1))]),
  wire("a ping of 126 bytes", 1002, () => [frame(frameHeads.ping, new Uint8Array(126))]),
  wire("the end of a message that never began", 1002, () => [
    frame(frameHeads.continuedFinal, someMessage),
  ]),
  wire("a message within another one", 1002, () => [
    frame(frameHeads.binaryUnfinished, join(0)),
    frame(frameHeads.binary, someMessage),
  ]),
  wire("a close without a reason for its length", 1002, () => [frame(frameHeads.close, join(3))]),
  wire("a close with a code that is none", 1002, () => [frame(frameHeads.close, join(0, 1))]),
  wire("a message of 200 MB, announced", 4413, () => [
    frame(frameHeads.binary, join([]), 200 * 2 ** 20),
  ]),
  wire("a message of 2^53 bytes, announced", 4413, () => [
    frame(frameHeads.binary, join([]), 2 ** 53),
  ]),
  wire("a message of 33 MB in pieces", 4413, () =>
    Array.from({ length: 33 }, (_, index) =>
      frame(
        index === 0 ? frameHeads.binaryUnfinished : frameHeads.continued,
        new Uint8Array(2 ** 20),
      ),
    ),
  ),
  wire("a message in 2,000 pieces", 1008, () => [
    frame(frameHeads.binaryUnfinished, join(0)),
    repeat(frame(frameHeads.continued, join(0)), 2_000),
  ]),
  wire("noise", 1002, () => [Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]),
];

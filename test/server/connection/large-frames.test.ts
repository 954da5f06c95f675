/** Large messages, as they come through a connection: in any pieces, with any mask. */

import { encodeMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Above what is left to the library. */
const length = 300_000;

const letters = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 23))).join(
  "",
);

function message(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  return encodeMessage({ type: "update", update: Y.encodeStateAsUpdate(doc) });
}

/** A masked frame. */
function frame(head: number, payload: Uint8Array, mask: readonly number[]): Uint8Array {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(payload.length));
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.of(head, 0xff), size, Buffer.from(mask), masked]);
}

const mask = [0x01, 0xfe, 0x80, 0x37];
const whole = 0x82;
const [unfinished, continuedFinal] = [0x02, 0x80];

async function textAfter(writes: readonly Uint8Array[], expected: number): Promise<string> {
  const { port, url } = await testServer();
  const peer = new RawPeer(port, "/doc");
  await peer.message(0);
  for (const bytes of writes) {
    peer.write(bytes);
    // So that they come one by one.
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setImmediate(resolve));
  }
  const reader = await syncedClient(url, "doc");
  await until("the text", () => {
    return textOf(reader).length === expected || peer.closed !== undefined;
  });
  expect(peer.closed).toBeUndefined();
  return textOf(reader);
}

describe("a large message", () => {
  it.each([
    ["at once", []],
    ["with a byte of its mask alone", [13]],
    ["cut between any two words", [14, 15, 21, 65_550, 65_553, 131_072, 200_001]],
  ])("R110 is the same %s", async (_how, cuts) => {
    const bytes = frame(whole, message(letters), mask);
    const edges = [0, ...cuts, bytes.length];
    const writes = cuts.map((_, index) => bytes.subarray(edges[index], edges[index + 1]));
    const all = [...writes, bytes.subarray(cuts.at(-1) ?? 0)];
    expect(await textAfter(all, length)).toBe(letters);
  });

  it("R110 is the same without a mask, in fragments, and with others behind it", async () => {
    const payload = message(letters);
    const [first, second] = [payload.subarray(0, 140_001), payload.subarray(140_001)];
    const fragments = [
      frame(unfinished, first, [0, 0, 0, 0]),
      frame(continuedFinal, second, mask),
      frame(whole, message("!"), mask),
      frame(whole, message(letters), mask),
    ];
    const text = await textAfter([Buffer.concat(fragments)], 2 * length + 1);
    expect(text.replace("!", "")).toBe(letters + letters);
  });
});

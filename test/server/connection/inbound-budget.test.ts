/** What all clients together may have sent that waits to be handled. */

import { curbInbound } from "@coscribe/server/internal/connection/inbound-budget";
import { encodeMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const mebibyte = 2 ** 20;

/** Connections that have brought so many mebibytes, and who of them is curbed after a look. */
function curbed(mebibytes: readonly number[], maxMebibytes: number): readonly boolean[] {
  const outcome: boolean[] = [];
  const connections = mebibytes.map((brought, index) => ({
    inboundBytes: brought * mebibyte,
    curb: (isCurbed: boolean) => void (outcome[index] = isCurbed),
  }));
  curbInbound(connections, maxMebibytes * mebibyte);
  return outcome;
}

describe("what all clients together have sent", () => {
  it("R96 is read from everybody as long as it is not too much", () => {
    expect(curbed([3, 4, 0.1], 8)).toEqual([false, false, false]);
  });

  it("R96 is read from those with little and from the one nearest to its end, when it is", () => {
    expect(curbed([3, 9, 0.1, 9, 2], 8)).toEqual([true, false, false, true, true]);
  });

  it("R96 gets through from everybody in the end", async () => {
    const { url, port } = await testServer({ maxInboundBytesInAll: 4 * mebibyte });
    const peers: RawPeer[] = [];
    for (let client = 1; client <= 6; client++) {
      const doc = new Y.Doc();
      doc.clientID = client;
      doc.getMap("map").set(`${client}`, "x".repeat(3 * mebibyte));
      const peer = new RawPeer(port, "/doc");
      // oxlint-disable-next-line no-await-in-loop -- one enters after the other
      await peer.message(0);
      const update = Y.encodeStateAsUpdate(doc);
      peer.sendFrame(0x82, encodeMessage({ type: "update", update }));
      peer.send(102, 1, client);
      peers.push(peer);
    }
    await until(
      "all acknowledgements",
      () => peers.every(({ messages }) => messages.some(([type]) => type === 102)),
      30_000,
    );
    const reader = await syncedClient(url, "doc");
    expect(reader.doc.getMap("map").size).toBe(6);
    expect(peers.every(({ closed }) => closed === undefined)).toBe(true);
  });
});

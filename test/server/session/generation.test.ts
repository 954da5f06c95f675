/** Which history of a document a client has joined, byte by byte. */

import { expect, it } from "vitest";
import { connect } from "@coscribe/client";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Client 7 writes "hi" in the root type "text". */
const writeHi = [0, 2, 15, 1, 1, 7, 0, 4, 1, 4, 0x74, 0x65, 0x78, 0x74, 2, 0x68, 0x69, 0];

/** The generation that `peer` was told. */
async function generationOf(peer: RawPeer): Promise<string> {
  const told = (): Buffer | undefined => peer.messages.find((message) => message[0] === 0x6f);
  await until("the generation", () => told() !== undefined);
  return told()?.subarray(2).toString() ?? "";
}

it("P12 tells a client that asks which history it has joined, and refuses a copy of another one", async () => {
  const { port, server } = await testServer();
  const writer = new RawPeer(port, "/doc?generation=");
  await writer.message(0);
  expect(writer.messages.some((message) => message[0] === 0x6f)).toBe(false);
  writer.send(...writeHi);
  const first = await generationOf(writer);
  expect(first).toMatch(/^[\w-]{8}$/);

  const again = new RawPeer(port, `/doc?generation=${first}`);
  expect((await again.message(0))[0]).toBe(0x6f);
  expect([...(await again.message(1))]).toEqual([0, 0, 3, 1, 7, 2]);
  const silent = new RawPeer(port, "/doc");
  expect((await silent.message(0))[0]).toBe(0);

  await server.deleteDocument("doc");
  const heir = new RawPeer(port, "/doc?generation=");
  await heir.message(0);
  heir.send(...writeHi);
  const second = await generationOf(heir);
  expect(second).not.toBe(first);
  const old = new RawPeer(port, `/doc?generation=${first}`);
  expect(await old.ended()).toEqual({
    code: 4404,
    reason: "the document was deleted and made anew",
  });
  expect(server.health().sessions).toBeLessThanOrEqual(3);
});

it("P12 keeps a client that was away when its document was made anew from merging the old one", async () => {
  const { url, server } = await testServer();
  const away = connect(url, "doc");
  await away.synced();
  away.doc.getText("text").insert(0, "old");
  await away.whenSaved();
  const { doc } = away;
  await server.deleteDocument("doc");
  await until("the refusal", () => away.status.state === "refused");
  away.close();
  const writer = await syncedClient(url, "doc");
  writer.doc.getText("text").insert(0, "new");
  await until("the edit to be stored", async () => {
    return textOf(await syncedClient(url, "doc")) === "new";
  });
  expect(doc.getText("text").toString()).toBe("old");
});

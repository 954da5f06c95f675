/** A budget for documents in memory. */

import { levelStore } from "@coscribe/server";
import { decodeMessages, decodePresence, ProtocolError } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { GatedStore } from "../../support/gated-store.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { untilSaved } from "../../support/until-saved.ts";
import { until } from "../../support/until.ts";

const limits = { maxResidentBytes: 1, idleDocumentMs: 200 };

/** Whether a message tells that `client` shows nothing any more. */
function isGone(message: Buffer, client: number): boolean {
  const [presence] = [decodeMessages(message)].flat();
  if (presence === undefined || !("type" in presence) || presence.type !== "presence") return false;
  const entries = decodePresence(presence.update);
  if (entries instanceof ProtocolError) throw entries;
  return entries.some(({ clientId, state }) => clientId === client && state === null);
}

async function untilAway({ server }: TestServer): Promise<void> {
  await until("the document to be put away", () => server.measurements().residentBytes === 0);
}

describe("documents beyond the budget for memory", () => {
  it("R24 are kept on disk only when nobody needs them, and read again when somebody does", async () => {
    const store = levelStore(temporaryFolder());
    const here = await testServer({ store, ...limits });
    const writer = await syncedClient(here.url, "doc");
    writer.doc.getText("text").insert(0, "x".repeat(10_000));
    await untilSaved(here.url, "doc", writer.doc);
    await untilAway(here);

    const reader = await syncedClient(here.url, "doc");
    expect(textOf(reader)).toBe("x".repeat(10_000));
    await untilAway(here);

    writer.doc.getText("text").insert(0, "and more ");
    await until("the edit", () => textOf(reader).startsWith("and more "));
    reader.doc.getText("text").delete(0, 4);
    await until("the deletion", () => textOf(writer).startsWith("more "));
    await untilAway(here);
    expect(textOf(await syncedClient(here.url, "doc"))).toBe(`more ${"x".repeat(10_000)}`);
  });

  it("R24 stay in memory while they fit, and the least recently used go first", async () => {
    const here = await testServer({ maxResidentBytes: 15_000, idleDocumentMs: 200 });
    const first = await syncedClient(here.url, "first");
    first.doc.getText("text").insert(0, "x".repeat(10_000));
    await untilSaved(here.url, "first", first.doc);
    const { residentBytes } = here.server.measurements();
    expect(residentBytes).toBeGreaterThan(10_000);
    const second = await syncedClient(here.url, "second");
    second.doc.getText("text").insert(0, "x".repeat(12_000));
    await until("one to be put away", () => {
      const bytes = here.server.measurements().residentBytes;
      return bytes > 12_000 && bytes < 13_000;
    });
  });

  it("R24 send whoever needs one that cannot be read away for a while, and serve it when it can be", async () => {
    const store = new GatedStore();
    const here = await testServer({ store, ...limits });
    const writer = await syncedClient(here.url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    await untilSaved(here.url, "doc", writer.doc);
    await untilAway(here);
    store.canRead = false;
    const early = new RawPeer(here.port, "/doc");
    await early.message(0);
    early.send(0, 0, 1, 0);
    expect(await early.ended()).toMatchObject({ code: 1013 });
    expect(here.events).toContainEqual(expect.objectContaining({ type: "documentFailed" }));
    store.canRead = true;
    expect(textOf(await syncedClient(here.url, "doc"))).toBe("kept");
  });

  it("R24 are read again for a reader that fell behind while they were away", async () => {
    const here = await testServer({ ...limits, maxQueuedBytes: 100_000, drainTimeoutMs: 60_000 });
    const writer = await syncedClient(here.url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    await untilSaved(here.url, "doc", writer.doc);
    const slow = new RawPeer(here.port, "/doc");
    await slow.message(0);
    slow.pause();
    await untilAway(here);
    // Presence goes on while the document is away, until too much of it waits for the reader.
    let moves = 0;
    await until("the reader to fall behind", () => {
      writer.provider.awareness.setLocalState({ caret: moves++, padding: "x".repeat(60_000) });
      return here.server.measurements().queuedBytes.most > 100_000;
    });
    writer.provider.awareness.setLocalState(null);
    slow.resume();
    await until("what it missed", () =>
      slow.messages.some(([type, kind]) => type === 0 && kind === 2),
    );
    expect(slow.closed).toBeUndefined();
    // And it hears who has left meanwhile.
    const { clientID } = writer.doc;
    await until("the end of the writer's presence", () => {
      return slow.messages.some((message) => isGone(message, clientID));
    });
    expect(here.events.filter(({ type }) => /[fF]ailed|Error/.test(type))).toEqual([]);
  });

  it("R24 are not put away while a reader is behind", async () => {
    const here = await testServer({ ...limits, maxQueuedBytes: 100_000, drainTimeoutMs: 60_000 });
    const slow = new RawPeer(here.port, "/doc");
    await slow.message(0);
    slow.pause();
    const writer = await syncedClient(here.url, "doc");
    const map = writer.doc.getMap("map");
    let writes = 0;
    await until("the reader to fall behind", () => {
      map.set("key", `${writes++}${"x".repeat(200_000)}`);
      return here.server.measurements().queuedBytes.most > 100_000;
    });
    map.set("key", "the end");
    await untilSaved(here.url, "doc", writer.doc);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(here.server.measurements().residentBytes).toBeGreaterThan(0);
    slow.resume();
    await untilAway(here);
  });
});

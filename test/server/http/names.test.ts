/** Names as stock clients send them, and names that were given when more were allowed. */

import { createSyncServer, type DocumentStore } from "@coscribe/server";
import { systemClock } from "@coscribe/server/internal/clock";
import { checkData } from "@coscribe/server/internal/command/check-data";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { connect } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { promptStore } from "../../support/prompt-store.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** The text of a document of one letter, as an update. */
function oneLetter(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "x");
  return Y.encodeStateAsUpdate(doc);
}

describe("names on their way", () => {
  it.each(["Sales 100%", "50%/day", "%", "ä %ff", "a b/c"])(
    "P90 a stock client, which escapes nothing, and ours meet in the document %s",
    async (name) => {
      const { url } = await testServer();
      const stock = await syncedClient(url, name);
      const ours = connect(url, name);
      onTestFinished(() => ours.close());
      await ours.synced();
      stock.doc.getText("text").insert(0, "together");
      await until("the edit", () => ours.doc.getText("text").toString() === "together");
    },
  );

  it.each(["//a", "/a//b", "/a/", "/a%2F"])(
    "P90 the path %s, which a proxy may change, is refused with the reason",
    async (path) => {
      const { port } = await testServer();
      const peer = new RawPeer(port, path);
      const { code, reason } = await peer.ended();
      expect(code).toBe(4414);
      expect(reason).toContain("empty part");
    },
  );

  it.each(["a//b", "/a", "a/", "a/../b"] as DocumentName[])(
    "P90 a document %s of an earlier time is listed, checked and can be removed",
    async (name) => {
      const data = temporaryFolder();
      const fill = async (work: (store: DocumentStore) => Promise<unknown>): Promise<void> => {
        const store = promptStore(data);
        await work(store);
        await store.close();
      };
      await fill(async (store) => (await store.open(name)).append(oneLetter()));
      await fill(async (store) => expect(await store.list()).toEqual([name]));
      const report = await checkData({
        directory: data,
        isRepairing: false,
        clock: systemClock,
        background: inlineBackground,
      });
      expect(report).toMatchObject({ documents: 1, damaged: [], store: [] });
      const server = createSyncServer({ store: promptStore(data) });
      await server.listen({ port: 0 });
      expect(await server.deleteDocument(name)).toBe(true);
      await server.close();
      await fill(async (store) => expect(await store.list()).toEqual([]));
    },
  );
});

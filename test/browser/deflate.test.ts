/** Whether a browser, which offers permessage-deflate by itself, reads what is deflated for all. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { Random } from "../support/random.ts";
import { syncedClient } from "../support/stock-client.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

/** In the page: joins, and resolves to every update up to SyncStep2, in Base64, and the extension. */
async function join(url: string): Promise<{ updates: string[]; extensions: string }> {
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  const updates: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("close", ({ code }) => reject(new Error(`closed with ${code}`)));
    socket.addEventListener("open", () => socket.send(Uint8Array.of(0, 0, 1, 0)));
    socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
      const message = new Uint8Array(data);
      if (message[0] !== 0 || message[1] === 0) return;
      let at = 2;
      while ((message[at++] ?? 0) >= 0x80);
      let bytes = "";
      for (; at < message.length; at += 8_192) {
        bytes += String.fromCharCode(...message.subarray(at, at + 8_192));
      }
      updates.push(btoa(bytes));
      if (message[1] === 1) resolve();
    });
  });
  return { updates, extensions: socket.extensions };
}

describeWith("a browser", findBrowser(), (launch) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each([
    ["in one piece", 20_000],
    ["in fragments", 2_000_000],
  ])("P23 reads a document that was deflated for all, %s", async (_, length) => {
    const { url } = await testServer();
    const writer = await syncedClient(url, "doc");
    const random = new Random(4);
    const noise = Uint8Array.from({ length }, () => random.below(200));
    const map = writer.doc.getMap("map");
    map.set("noise", noise);
    const witness = await syncedClient(url, "doc");
    await until("the document", () => witness.doc.getMap("map").has("noise"));
    const page = await browser.newPage();
    await page.goto(url.replace("ws:", "http:"));
    const text = (): unknown => witness.doc.getMap("map").get("text");
    for (const round of ["whole", "with a rest"]) {
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      const { updates, extensions } = await page.evaluate(join, `${url}/doc`);
      expect(extensions).toContain("permessage-deflate");
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, "base64"));
      expect(Buffer.compare(doc.getMap("map").get("noise") as Uint8Array, noise)).toBe(0);
      expect(doc.getMap("map").get("text")).toBe(map.get("text"));
      map.set("text", round);
      // oxlint-disable-next-line no-await-in-loop
      await until("the edit", () => text() === round);
    }
    await page.close();
  });
});

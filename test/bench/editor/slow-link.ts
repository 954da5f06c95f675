/**
 * How soon somebody behind a slow link can write: an empty cache, the address of a document of 200
 * paragraphs, a server beside the browser, and between the two 1.6 Mbit/s and 300 ms for each answer, as
 * Chromium's developer tools make them. Messages on an open WebSocket are not slowed down by these.
 */

import { createSyncServer, memoryStore } from "@coscribe/server";
import { connect } from "@coscribe/client";
import type { Browser } from "playwright-core";
import { applyUpdate } from "yjs";
import { pageFolder } from "../../support/built-page.ts";
import { withFolder } from "../folders.ts";
import type { Comparison, Figures } from "../workload.ts";
import { writeSite } from "./bundle.ts";
import type { EditorContestant, EditorName } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import { trafficFor } from "./traffic.ts";

const paragraphs = 200;

const link = {
  offline: false,
  latency: 300,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 1_600_000 / 8,
};

/** What is told of it. */
export const slowLinkComparison: Comparison<EditorName> = {
  name: "slow-link",
  title: "a document of 200 paragraphs behind 1.6 Mbit/s and 300 ms",
  contestants: ["coscribe", "tiptap", "blocknote"],
  metrics: [
    { key: "editable", title: "until the text is there and can be edited", unit: "ms" },
    { key: "fetched", title: "fetched until then, compressed", unit: "KB" },
    { key: "drawn", title: "first text drawn", unit: "ms" },
  ],
  targets: [{ metric: "editable", against: "tiptap", atMost: 1 }],
};

/** See the head of this file: Coscribe's page as it is built, a peer's as its guide makes one. */
export async function openOnSlowLink(
  editor: EditorContestant,
  launch: () => Promise<Browser>,
): Promise<Figures> {
  if (!editor.isPeer) return openPage(editor, pageFolder, launch);
  return withFolder(async (folder) => {
    await writeSite(editor, folder);
    return openPage(editor, folder, launch);
  });
}

async function openPage(
  { name }: EditorContestant,
  pageDirectory: string,
  launch: () => Promise<Browser>,
): Promise<Figures> {
  const server = createSyncServer({ store: memoryStore(), pageDirectory });
  const { url, port } = await server.listen({ port: 0 });
  const browser = await launch();
  try {
    const { state, letters } = trafficFor(documentKinds[name], paragraphs);
    const connection = connect(url.replace("http:", "ws:"), "notes");
    applyUpdate(connection.doc, state);
    await connection.whenSaved();
    connection.close();
    return await visit(browser, `http://localhost:${port}/d/notes`, letters);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function visit(browser: Browser, address: string, letters: number): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("Network.enable");
  await protocol.send("Network.emulateNetworkConditions", link);
  let fetched = 0;
  protocol.on("Network.dataReceived", ({ encodedDataLength }) => {
    fetched += encodedDataLength;
  });
  await page.addInitScript(watchForText, letters);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => "editableAt" in globalThis, undefined, { timeout: 60_000 });
  const kilobytes = fetched / 1_000;
  const [editable, drawn] = await page.evaluate(() => [
    (globalThis as unknown as { readonly editableAt: number }).editableAt,
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  ]);
  return { editable, fetched: kilobytes, drawn };
}

/** Runs in the page: notes when there are so many letters that can be edited. */
function watchForText(letters: number): void {
  // No function in it has a name: what bundlers add for names is not in the page.
  new MutationObserver((_changes, observer) => {
    const text = document.querySelector("[contenteditable=true]")?.textContent ?? "";
    if (text.length < letters) return;
    observer.disconnect();
    Object.assign(globalThis, { editableAt: performance.now() });
  }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
}

/**
 * Clients in other languages, in `npm run test:long`: the WebSocket libraries that Debian has, and
 * messages made of bytes. Their programs are in `languages/`, and know nothing of Yjs.
 */

import { expect, it } from "vitest";
import * as Y from "yjs";
import { describeWith } from "../support/part.ts";
import { Random } from "../support/random.ts";
import { startServer } from "../support/server-process.ts";
import { syncedClient, textOf } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";
import { languages, partOf, type Language, type Runner } from "./languages/languages.ts";
import { Program } from "./languages/program.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";

for (const language of languages) {
  if (isLong) {
    describeWith(language.title, partOf(language), (runner) => tryLanguage(language, runner));
  } else
    it.skip(`P118 ${language.title}: skipped, because npm cannot install what it needs (Debian: ${language.packages.join(", ")}); with that, try it with: npm run test:long -- languages`, () =>
      undefined);
}

function tryLanguage(language: Language, runner: Runner): void {
  it("P118 reads what is there, writes, and reads what others write", async () => {
    const server = await startServer(temporaryFolder());
    const ada = await syncedClient(server.url, "doc");
    ada.doc.getText("text").insert(0, "Hello");
    const doc = new Y.Doc();
    const ben = new Program(runner(), `${server.url}/doc`, doc);
    await until("Ben to be synced", () => ben.isSynced || ben.closed !== undefined);
    expect(ben.closed).toBeUndefined();
    expect(doc.getText("text").toString()).toBe("Hello");

    ben.edit((text) => text.insert(5, ", here is Ben"));
    await until("Ben's words", () => textOf(ada) === "Hello, here is Ben");
    ada.doc.getText("text").insert(18, ", and Ada");
    await until("Ada's words", () => `${doc.getText("text")}` === "Hello, here is Ben, and Ada");
    await server.stop("SIGTERM");
    await until("the end of the connection", () => ben.closed !== undefined);
    expect(ben.closed).toBe(language.closesWith ?? 1012);
  }, 120_000);

  it("P119 reads a document of 5 MB with the limits that its library has", async () => {
    const server = await startServer(temporaryFolder());
    const ada = await syncedClient(server.url, "large");
    // No text of people deflates as badly.
    const random = new Random(1);
    const letter = (): string => String.fromCodePoint(33 + random.below(94));
    const paragraphs = 500;
    for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
      ada.doc.getText("text").insert(0, Array.from({ length: 10_000 }, letter).join(""));
    }
    const reader = await syncedClient(server.url, "large");
    await until("the document", () => textOf(reader) === textOf(ada), 60_000);
    const doc = new Y.Doc();
    const ben = new Program(runner(), `${server.url}/large`, doc);
    await until("Ben to be synced", () => ben.isSynced || ben.closed !== undefined, 60_000);
    expect(ben.closed).toBeUndefined();
    expect(doc.getText("text").toString()).toBe(textOf(ada));
  }, 180_000);
}

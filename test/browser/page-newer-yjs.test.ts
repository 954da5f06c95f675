/** What the page says of documents that another kind of editor has made. */

import { connect } from "@coscribe/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { findBrowser } from "../support/browser.ts";
import { newerYjsDocument, newerYjsText, newerYjsTyping } from "../support/newer-yjs.ts";
import { describeWith } from "../support/part.ts";
import type { TestServer } from "../support/test-server.ts";
import { eventually, pageServer, visitor } from "./page-support.ts";

describeWith("a document of Yjs 14", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const banner = ".banner:has-text('made with Yjs 14')";

  /** Brings `update` into the document on the server, and tells what that holds later. */
  async function authored(
    { url }: TestServer,
    update: Uint8Array,
  ): Promise<{ bring: (update: Uint8Array) => Promise<void>; state: () => string }> {
    const author = connect(url, "notes");
    onTestFinished(() => author.close());
    await author.synced();
    const bring = (brought: Uint8Array): Promise<void> => {
      Y.applyUpdate(author.doc, brought);
      return author.whenSaved();
    };
    await bring(update);
    const state = (): string => Buffer.from(Y.encodeStateAsUpdate(author.doc)).toString("hex");
    return { bring, state };
  }

  it.each([
    ["with elements", newerYjsDocument],
    ["of text alone", newerYjsText],
  ])("C97 %s is named as such, and nothing is written to it", async (_what, document) => {
    const server = await pageServer();
    const { state } = await authored(server, document());
    const before = state();
    const ann = await visitor(browser, server);
    await ann.goTo("notes");
    await ann.page.locator(banner).waitFor();
    await ann.isSaved();
    expect(await ann.page.locator("[contenteditable=true]").count()).toBe(0);
    expect(await ann.text.isVisible()).toBe(false);
    await ann.page.keyboard.type("x");
    await ann.page.keyboard.press("Enter");
    await ann.page.reload();
    await ann.page.locator(banner).waitFor();
    await ann.isSaved();
    expect(state()).toBe(before);
    expect(ann.problems).toEqual([]);
  });

  it("C97 is named as such when another program begins to write so in an open one", async () => {
    const server = await pageServer();
    const [empty, typed] = newerYjsTyping();
    const { bring } = await authored(server, empty);
    const ann = await visitor(browser, server);
    await ann.open("notes");
    expect(await ann.page.locator(banner).count()).toBe(0);
    await bring(typed);
    await ann.page.locator(banner).waitFor();
    await eventually(() => ann.page.locator("[contenteditable=true]").count()).toBe(0);
    expect(ann.problems).toEqual([]);
  });
});

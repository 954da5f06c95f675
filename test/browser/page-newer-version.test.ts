/** What the page says of documents that a newer version of Coscribe has written in. */

import { connect } from "@coscribe/client";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromJson, schemaVersion } from "@coscribe/shared/schema";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { describeInPlaywright } from "../support/browser.ts";
import type { TestServer } from "../support/test-server.ts";
import { eventually, pageServer, visitor } from "./page-support.ts";

describeInPlaywright("a document of a newer version", (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const banner = ".coscribe-banner:has-text('a newer version of Coscribe')";

  /** A document on the server that a program writes into, and what it holds later. */
  async function authored({ url }: TestServer): Promise<{
    setVersion: (version: number) => Promise<void>;
    state: () => string;
  }> {
    const author = connect(url, "notes");
    onTestFinished(() => author.close());
    await author.synced();
    const text = flowText(author.doc);
    const content = [{ type: "textblock", content: [{ type: "text", text: "from the future" }] }];
    insertBlocks(readFlow(text), undefined, blocksFromJson({ type: "doc", content }));
    await author.whenSaved();
    return {
      setVersion: (version) => {
        text.setAttribute("version", version);
        return author.whenSaved();
      },
      state: () => Buffer.from(Y.encodeStateAsUpdate(author.doc)).toString("hex"),
    };
  }

  it("C97 is named as such and can be read, and nothing is written to it", async () => {
    const server = await pageServer();
    const { setVersion, state } = await authored(server);
    await setVersion(schemaVersion + 1);
    const before = state();
    const ann = await visitor(browser, server);
    await ann.goTo("notes");
    await ann.page.locator(banner).waitFor();
    await ann.isSaved();
    expect(await ann.text.innerText()).toBe("from the future");
    expect(await ann.page.locator("[contenteditable=true]").count()).toBe(0);
    await ann.text.click();
    await ann.page.keyboard.type("x");
    await ann.page.keyboard.press("Enter");
    await ann.page.getByRole("button", { name: "Reload" }).click();
    await ann.page.locator(banner).waitFor();
    await ann.isSaved();
    expect(state()).toBe(before);
    expect(ann.problems).toEqual([]);
  });

  it("C97 is named as such when a newer version begins to write in an open one", async () => {
    const server = await pageServer();
    const { setVersion } = await authored(server);
    await setVersion(schemaVersion);
    const ann = await visitor(browser, server);
    await ann.open("notes");
    expect(await ann.page.locator(banner).count()).toBe(0);
    await ann.type("!");
    await setVersion(schemaVersion + 1);
    await ann.page.locator(banner).waitFor();
    await eventually(() => ann.page.locator("[contenteditable=true]").count()).toBe(0);
    expect(await ann.text.innerText()).toBe("from the future!");
    expect(ann.problems).toEqual([]);
  });
});

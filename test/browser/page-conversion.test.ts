/** The page's offer to convert what another editor has left in a document. */

import { connect, type Connection } from "@coscribe/client";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { plainText } from "@coscribe/shared/exchange";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { describeInPlaywright } from "../support/browser.ts";
import type { TestServer } from "../support/test-server.ts";
import { element, runs } from "../shared/convert/trees.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";

describeInPlaywright("a document of another editor", (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** Somebody who has written two lines with Tiptap. */
  async function authored({ url }: TestServer): Promise<Connection> {
    const author = connect(url, "notes");
    onTestFinished(() => author.close());
    await author.synced();
    author.doc
      .getXmlFragment("default")
      .push([
        element("heading", { level: 1 }, runs(["Written elsewhere"])),
        element("paragraph", {}, runs(["with another editor"])),
      ]);
    await author.whenSaved();
    return author;
  }

  function offerTo({ page }: Visitor): Locator {
    return page.getByRole("region", { name: "written with another editor" });
  }

  function buttonFor(someone: Visitor): Locator {
    return offerTo(someone).getByRole("button", { name: "Convert" });
  }

  function flowIn({ doc }: Connection): string {
    return plainText(readFlow(flowText(doc)).blocks);
  }

  it("V25 is offered to be converted, which the server does for everybody who is there", async () => {
    const server = await pageServer();
    const author = await authored(server);
    const ann = await visitor(browser, server);
    const ben = await visitor(browser, server);
    await ann.goTo("notes");
    await ben.goTo("notes");
    await offerTo(ben).waitFor();
    await expect(offerTo(ann).innerText()).resolves.toContain("stays as it is");
    expect(flowIn(author)).toBe("");
    await buttonFor(ann).click();
    await ann.page.locator(".coscribe-toast", { hasText: "Converted." }).waitFor();
    for (const someone of [ann, ben]) {
      // oxlint-disable-next-line no-await-in-loop
      await eventually(() => someone.text.innerText()).toContain("with another editor");
      // oxlint-disable-next-line no-await-in-loop
      await eventually(() => offerTo(someone).count()).toBe(0);
    }
    await eventually(() => ann.page.evaluate(() => document.activeElement?.role)).toBe("textbox");
    expect(flowIn(author)).toBe("Written elsewhere\nwith another editor");
    expect(author.doc.getXmlFragment("default").length).toBe(2);
    await ann.type(" and here");
    await eventually(() => flowIn(author)).toContain("with another editor and here");
    expect([...ann.problems, ...ben.problems]).toEqual([]);
  });

  it("V25 nothing is offered in a new document, nor where there is text here already", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    await ann.open("new");
    const author = await authored(server);
    const line = { name: "block", attributes: {}, inners: [] };
    const text = [{ type: "text", text: "here already", formats: {} }] as const;
    insertBlocks(readFlow(flowText(author.doc)), undefined, [{ ...line, runs: text }]);
    await author.whenSaved();
    const ben = await visitor(browser, server);
    await ben.open("notes");
    await eventually(() => ben.text.innerText()).toContain("here already");
    expect([await offerTo(ann).count(), await offerTo(ben).count()]).toEqual([0, 0]);
  });

  it("V25 it comes when another program begins to write, and goes when somebody writes here", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    await ann.open("notes");
    await authored(server);
    await offerTo(ann).waitFor();
    await ann.type("mine");
    await eventually(() => offerTo(ann).count()).toBe(0);
    await ann.press("Control+z");
    await offerTo(ann).waitFor();
  });

  it("V26 what went wrong is told, and can be tried again", async () => {
    const server = await pageServer();
    const author = await authored(server);
    const ann = await visitor(browser, server);
    const answers = [
      { status: 503, json: { error: { code: "tryAgainLater", message: "busy" } } },
      { status: 413, json: { error: { code: "documentTooLarge", message: "large" } } },
      { status: 500, json: { error: { code: "internalError", message: "out of order" } } },
    ];
    await ann.page.route("**/convert/**", async (route) => {
      const answer = answers.shift();
      await (answer === undefined ? route.continue() : route.fulfill(answer));
    });
    await ann.goTo("notes");
    const status = offerTo(ann).getByRole("status");
    for (const words of [/try again in a moment/, /too large/, /out of order/]) {
      // oxlint-disable-next-line no-await-in-loop
      await buttonFor(ann).click();
      // oxlint-disable-next-line no-await-in-loop
      await eventually(() => status.innerText()).toMatch(words);
    }
    expect(flowIn(author)).toBe("");
    await buttonFor(ann).click();
    await eventually(() => flowIn(author)).toContain("Written elsewhere");
  });

  it("V26 without a connection it says that one is needed", async () => {
    const server = await pageServer();
    await authored(server);
    const ann = await visitor(browser, server, { canBeCut: true });
    await ann.goTo("notes");
    await buttonFor(ann).waitFor();
    await ann.cut();
    const status = offerTo(ann).getByRole("status");
    await eventually(() => status.innerText()).toContain("needs a connection");
    expect(await buttonFor(ann).getAttribute("aria-disabled")).toBe("true");
    await buttonFor(ann).click({ force: true });
    expect(ann.requests.filter((url) => url.includes("/convert/"))).toEqual([]);
    ann.heal();
    await eventually(() => buttonFor(ann).getAttribute("aria-disabled")).toBe("false");
  });

  it("V27 whoever may not write is told, without a button", async () => {
    const server = await pageServer();
    await authored(server);
    const ann = await visitor(browser, server);
    await ann.goTo("notes");
    await buttonFor(ann).waitFor();
    await server.server.deleteDocument("notes");
    await eventually(() => offerTo(ann).innerText()).toContain("who may change the document");
    expect(await offerTo(ann).getByRole("button").count()).toBe(0);
  });
});

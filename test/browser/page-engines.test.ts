/** The page in every engine: what everybody does on it. The rest is tested where Playwright can. */

import { connect } from "@coscribe/client";
import { flowText } from "@coscribe/shared/flow";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { describeInBrowsers, engines, type TestBrowser } from "../support/browser.ts";
import { Relay } from "../support/relay.ts";
import type { TestPage } from "../support/test-page.ts";
import { until } from "../support/until.ts";
import { eventually, pageServer } from "./page-support.ts";

describeInBrowsers("the page", engines, (launch) => {
  let browser: TestBrowser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  /** A server behind a network that can be cut, and the address of a document on it. */
  async function scene(): Promise<{ relay: Relay; serverUrl: string; address: string }> {
    const relay = await Relay.start();
    const { url: serverUrl } = await pageServer();
    relay.lead(serverUrl);
    return { relay, serverUrl, address: `${relay.url.replace("ws:", "http:")}/d/notes` };
  }

  /** Opens the document and waits until it can be edited. */
  async function open(address: string): Promise<TestPage> {
    const page = await browser.newPage();
    // Before its server ends, so that it cannot miss what it fetches after the text.
    onTestFinished(async () => {
      await page.goto("about:blank");
    });
    await page.goto(address);
    await isEditable(page);
    return page;
  }

  const editable = ".coscribe-text[contenteditable=true]";

  const isEditable = (page: TestPage): Promise<void> =>
    until("the text", async () => (await page.locator(editable).count()) === 1);

  /** Waits for what the page fetches after its text. */
  const hasTools = (page: TestPage): Promise<void> =>
    until("tools", async () => (await page.locator(".coscribe-toolbar [data-tool]").count()) > 0);

  async function write(page: TestPage, words: string): Promise<void> {
    await page.locator(editable).focus();
    await page.keyboard.type(words);
  }

  // WebKit ends some inner texts with a line break.
  const textOf = async (page: TestPage, selector: string): Promise<string> =>
    (await page.locator(selector).innerText()).trimEnd();
  const shown = (page: TestPage): Promise<string> => textOf(page, editable);
  const indicator = (page: TestPage): Promise<string> => textOf(page, ".coscribe-save-indicator");

  /** What the server has, as somebody sees it who comes now. */
  async function stored(serverUrl: string): Promise<string> {
    const connection = connect(serverUrl, "notes");
    onTestFinished(() => connection.close());
    await connection.synced();
    return flowText(connection.doc).toJSON();
  }

  it("P170 two people write one document, see each other's words, and find them saved", async () => {
    const { address, serverUrl } = await scene();
    const [ann, bob] = await Promise.all([open(address), open(address)]);
    await write(ann, "# Plan\nfirst ");
    await eventually(() => shown(bob)).toMatch(/^Plan\s+first\s*$/);
    await bob.locator(editable).focus();
    await bob.keyboard.press("Control+End");
    await bob.keyboard.type("second");
    await eventually(() => shown(ann)).toMatch(/^Plan\s+first second\s*$/);
    await eventually(() => indicator(ann)).toBe("Saved");
    await eventually(() => indicator(bob)).toBe("Saved");
    expect(await stored(serverUrl)).toContain("first second");
    await hasTools(ann);
    await ann.reload();
    await isEditable(ann);
    await eventually(() => shown(ann)).toMatch(/^Plan\s+first second\s*$/);
  });

  it("P171 opens without a network, keeps what is written meanwhile, and sends it", async () => {
    const { relay, address, serverUrl } = await scene();
    const ann = await open(address);
    await write(ann, "before ");
    await eventually(() => indicator(ann)).toBe("Saved");
    await hasTools(ann);
    await ann.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    relay.cut();
    await ann.reload();
    await isEditable(ann);
    expect(await shown(ann)).toMatch(/^before/);
    await ann.locator(editable).focus();
    await ann.keyboard.press("Control+End");
    await ann.keyboard.type("after");
    await eventually(() => indicator(ann)).toMatch(/^Offline/);
    relay.lead(serverUrl);
    await eventually(() => indicator(ann)).toBe("Saved");
    expect(await stored(serverUrl)).toContain("before after");
  });

  it("P172 tools work by pointer and key, dialogs open and close, and the focus returns", async () => {
    const { address } = await scene();
    const ann = await open(address);
    await write(ann, "word");
    await ann.keyboard.press("Shift+Home");
    const bold = ann.locator(".coscribe-toolbar [aria-label^=Bold]").first();
    await bold.click();
    await eventually(() => bold.getAttribute("aria-pressed")).toBe("true");
    expect(await ann.locator(`${editable} strong`).innerText()).toBe("word");
    await ann.keyboard.press("Control+/");
    await eventually(() => ann.locator("dialog[open]").count()).toBe(1);
    await ann.keyboard.press("Escape");
    await eventually(() => ann.locator("dialog[open]").count()).toBe(0);
    await eventually(() => ann.locator(`${editable}:focus`).count()).toBe(1);
    await ann.keyboard.press("End");
    await ann.keyboard.type("!");
    expect(await shown(ann)).toBe("word!");
  });

  it("P174 a menu is as high as what is in it", async () => {
    const { address } = await scene();
    const ann = await open(address);
    await ann.locator("button[popovertarget][aria-label='Document and help']").click();
    const items = ann.locator(".coscribe-popover:popover-open button.coscribe-menu-item");
    await eventually(() => items.count()).toBeGreaterThan(1);
    expect(
      await items.first().evaluate((line) => line.getBoundingClientRect().height),
    ).toBeLessThan(60);
  });

  it("P173 nothing lies beside the window, and text and paper have their colours", async () => {
    const { address } = await scene();
    const ann = await open(address);
    const { overflow, text, paper } = await ann.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return {
        overflow: scrollWidth - clientWidth,
        text: getComputedStyle(document.body).color,
        paper: getComputedStyle(document.documentElement).backgroundColor,
      };
    });
    expect(overflow).toBe(0);
    for (const color of [text, paper]) expect(color).toMatch(/^rgb\(/);
    expect(text).not.toBe(paper);
  });
});

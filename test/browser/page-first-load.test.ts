/** In what order a page that nobody has kept fetches what it is made of, for those behind slow links. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { PageDevice } from "./page-device.ts";
import { eventually, pageServer } from "./page-support.ts";

describeWith("the first load of a document", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const options = { serviceWorkers: "block" } as const;

  /** A server whose document "notes" says "words", and somebody who has not been there before. */
  async function scene(): Promise<PageDevice> {
    const server = await pageServer();
    const writer = await (await PageDevice.start(browser, server.url, options)).open();
    await writer.type("words");
    await writer.save();
    await writer.page.close();
    return PageDevice.start(browser, server.url, options);
  }

  it("P260 whatever comes before the text is named in the HTML, and asked for at once", async () => {
    const tab = await (await scene()).tab();
    let hasEntryCome = false;
    await tab.page.route(/assets\/index-.*\.js$/, async (route) => {
      await eventually(() => tab.requests.some((url) => /document-part-/.test(url))).toBe(true);
      hasEntryCome = true;
      await route.continue();
    });
    await tab.goTo("notes");
    await tab.isEditable();
    expect(hasEntryCome).toBe(true);
    expect(await tab.text.innerText()).toBe("words");
  });

  it("P261 the socket is opened while the editor's code is on its way, and serves it then", async () => {
    const tab = await (await scene()).tab();
    let frames = 0;
    const sockets: string[] = [];
    tab.page.on("websocket", (socket) => {
      sockets.push(socket.url());
      socket.on("framereceived", () => (frames += 1));
    });
    await tab.page.route(/document-part-.*\.js$/, async (route) => {
      // What the server says first is said to nobody yet.
      await eventually(() => frames).toBeGreaterThan(0);
      await route.continue();
    });
    await tab.goTo("notes");
    await tab.isEditable();
    expect(await tab.text.innerText()).toBe("words");
    await tab.type(" and more");
    await tab.save();
    expect(sockets).toHaveLength(1);
  });

  it("P261 who has a copy tells the server so, and has one socket too", async () => {
    const device = await scene();
    const first = await device.open();
    await first.save();
    await first.page.close();
    const tab = await device.tab();
    const sockets: string[] = [];
    tab.page.on("websocket", (socket) => sockets.push(socket.url()));
    await tab.goTo("notes");
    await tab.isSaved();
    expect(sockets).toEqual([expect.stringMatching(/generation=[^&]+/)]);
  });

  it("P261 a socket that ended before the code came is told as one that ended", async () => {
    const tab = await (await scene()).tab();
    let sockets = 0;
    await tab.page.routeWebSocket(/.*/, async (socket) => {
      sockets += 1;
      if (sockets === 1) await socket.close({ code: 1001 });
      else socket.connectToServer();
    });
    await tab.page.route(/document-part-.*\.js$/, async (route) => {
      await eventually(() => sockets).toBe(1);
      await route.continue();
    });
    await tab.goTo("notes");
    await tab.isSaved();
    expect(await tab.text.innerText()).toBe("words");
  });

  it("P262 what stands around the text is asked for when the text is there", async () => {
    const tab = await (await scene()).tab();
    await tab.page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector("[role=textbox]")?.textContent?.includes("words")) return;
        observer.disconnect();
        Object.assign(globalThis, { textAt: performance.now() });
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await tab.goTo("notes");
    await tab.isSaved();
    const [textAt, lateAt] = await tab.page.evaluate(() => [
      (globalThis as unknown as { readonly textAt: number }).textAt,
      ...performance
        .getEntriesByType("resource")
        .filter(({ name }) => /late-part/.test(name))
        .map(({ startTime }) => startTime)
        .toSorted((a, b) => a - b),
    ]);
    // Somebody whose content takes long gets it before.
    const atTheLatest = 1_500;
    expect(lateAt).toBeGreaterThan(Math.min(textAt, atTheLatest) - 50);
  });
});

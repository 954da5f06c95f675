/** What connections and editors that are closed early leave in a page: nothing. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { testServer } from "../support/test-server.ts";
import type { ClosingPage, Moment, Traces } from "./closing-page.ts";
import { eventually } from "./page-support.ts";
import { bundle } from "./support-bundle.ts";

declare const page: ClosingPage;

const moments = ["turn", "microtask", "task", "connected", "synced", "saved"] as const;

describeWith("a connection with an editor that is closed", findBrowser(), (launch) => {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    script = await bundle(fileURLToPath(new URL("closing-page.ts", import.meta.url)));
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** An empty page that counts what is left in it, and the address of a server that it may connect to. */
  async function scene(): Promise<{ tab: Page; url: string; problems: string[] }> {
    const pages = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>closing</title><body></body>");
    }).listen(0, "127.0.0.1");
    await once(pages, "listening");
    onTestFinished(() => {
      pages.closeAllConnections();
      pages.close();
    });
    const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    const { url } = await testServer({ allowedOrigins: [origin] });
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const tab = await context.newPage();
    const problems: string[] = [];
    tab.on("pageerror", ({ message }) => problems.push(message));
    await tab.goto(origin);
    await tab.addScriptTag({ content: script });
    await tab.evaluate(() => page.count());
    return { tab, url, problems };
  }

  const left = (tab: Page): Promise<Traces> => tab.evaluate(() => page.left());

  /** What is there when nobody is connected, after the first has loaded what all share. */
  async function before(tab: Page, url: string): Promise<Traces> {
    const there = await tab.evaluate((to) => page.visit(to, "saved"), url);
    expect(there).toMatchObject({ sockets: 1, databases: 1, channels: 1 });
    expect(Math.min(there.timers, there.listeners, there.observers)).toBeGreaterThan(0);
    await eventually(async () => (await left(tab)).timers).toBe(0);
    return left(tab);
  }

  it.each(moments)("C98 (%s) leaves nothing in the page, 50 times over", async (moment) => {
    const { tab, url, problems } = await scene();
    const there = await before(tab, url);
    await tab.evaluate(
      async ([to, when]) => {
        for (let round = 0; round < 50; round++) await page.visit(to, when);
      },
      [url, moment] as const,
    );
    await eventually(() => left(tab)).toEqual(there);
    expect(problems).toEqual([]);
  });

  it("C98 leaves nothing where all are there at once, and mounted twice as strict frameworks do", async () => {
    const { tab, url, problems } = await scene();
    const there = await before(tab, url);
    await tab.evaluate(
      async ([to, whens]) => {
        const visits = Array.from({ length: 50 }, (_, index) =>
          page.visitTwice(to, whens[index % whens.length] as Moment),
        );
        await Promise.all(visits);
      },
      [url, moments] as const,
    );
    await eventually(() => left(tab)).toEqual(there);
    expect(problems).toEqual([]);
  });
});

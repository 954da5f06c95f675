/** Files of strangers in a real browser: images are shown, and nothing that was sent in ever runs. */

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { latin1, pngOf } from "../support/sample-files.ts";
import { testServer, type TestServer } from "../support/test-server.ts";

declare global {
  /** Set by whatever must not run. */
  var hasRun: boolean | undefined;
}

describeWith("files of strangers", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** A page of the server's own, under its policy, that runs what tests tell it to. */
  async function ownPage(server: TestServer): Promise<Page> {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(`${server.url.replace("ws:", "http:")}/healthz`);
    return page;
  }

  async function sent(server: TestServer, content: Uint8Array): Promise<string> {
    const url = `${server.url.replace("ws:", "http:")}/api/v1/files`;
    const body = content as Uint8Array<ArrayBuffer>;
    const response = await fetch(url, { method: "POST", body });
    const { hash } = (await response.json()) as { hash: string };
    return `${url}/${hash}`;
  }

  /** Width of the image at `url` in the page; 0 where it is not shown. */
  function widthOf(page: Page, url: string): Promise<number> {
    return page.evaluate(async (src) => {
      const image = document.createElement("img");
      image.src = src;
      return image.decode().then(
        () => image.naturalWidth,
        () => 0,
      );
    }, url);
  }

  const script = "globalThis.hasRun = true";
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>${script}</script></svg>`;

  it("W40 an image is shown in the server's page, from the server and before it is sent", async () => {
    const server = await testServer();
    const page = await ownPage(server);
    expect(await widthOf(page, await sent(server, pngOf(12, 7)))).toBe(12);
    const unsent = await page.evaluate(
      (bytes) => URL.createObjectURL(new Blob([Uint8Array.from(bytes)])),
      [...pngOf(31, 2)],
    );
    expect(await widthOf(page, unsent)).toBe(31);
  });

  it("W40 a page elsewhere does not show it", async () => {
    const [server, other] = [await testServer(), await testServer()];
    const url = await sent(server, pngOf(12, 7));
    const page = await ownPage(other);
    expect(await widthOf(page, url.replace("localhost", "127.0.0.1"))).toBe(0);
    expect(await widthOf(await ownPage(server), url)).toBe(12);
  });

  it("W41 a script, a page and a drawing with a script in it run nowhere", async () => {
    const server = await testServer();
    const page = await ownPage(server);
    const scriptUrl = await sent(server, latin1(script));
    const loaded = await page.evaluate(async (src) => {
      const element = document.createElement("script");
      element.src = src;
      return new Promise<string>((resolve) => {
        element.addEventListener("load", () => resolve("loaded"));
        element.addEventListener("error", () => resolve("refused"));
        document.body.append(element);
      });
    }, scriptUrl);
    expect(loaded).toBe("refused");
    expect(await widthOf(page, await sent(server, latin1(drawing)))).toBe(0);
    for (const content of [drawing, `<!doctype html><script>${script}</script>`]) {
      const download = page.waitForEvent("download");
      await page.goto(await sent(server, latin1(content))).catch(() => undefined);
      expect((await download).suggestedFilename()).toMatch(/^[\da-f]{12}$/);
    }
    expect(await page.evaluate(() => globalThis.hasRun)).toBeUndefined();
  });
});

/** The block of one's own in the client's README, in a page that has nothing but the packages. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createSyncServer, memoryStore } from "@coscribe/server";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInPlaywright } from "../support/browser.ts";
import { readmeBlock } from "../support/readme-program.ts";
import { root } from "../support/source-files.ts";
import { bundleModules } from "./support-bundle.ts";

function html(scripts: ReadonlyMap<string, string>): string {
  const [entry] = scripts.keys();
  return `<!doctype html><title>notes</title><div id="editor"></div>
    <script type="module" src="/${entry}"></script>`;
}

describeInPlaywright("a block of one's own, as the README has it,", (launch) => {
  let page: Page;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const code = readmeBlock("client/README.md", "standardFeatures");
    const folder = mkdtempSync(join(root, "test", ".snippet-"));
    const program = join(folder, "program.ts");
    let scripts: ReadonlyMap<string, string> = new Map();
    const pages = createServer((request, response) => {
      const script = scripts.get(request.url?.slice(1) ?? "");
      response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
      response.end(script ?? html(scripts));
    });
    await new Promise<void>((resolve) => pages.listen(0, "localhost", resolve));
    const origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
    const server = createSyncServer({ store: memoryStore(), allowedOrigins: [origin] });
    const { port } = await server.listen({ port: 0 });
    writeFileSync(program, code.replaceAll("1234", String(port)));
    scripts = await bundleModules(program);
    const browser = await launch();
    page = await browser.newPage();
    await page.goto(origin);
    close = async () => {
      await browser.close();
      await server.close();
      pages.closeAllConnections();
      pages.close();
      rmSync(folder, { recursive: true });
    };
  });

  afterAll(() => close());

  it("E248 is inserted by its key, stored, copied as HTML and text, and the feature that was left out is not there", async () => {
    await page.waitForSelector("#editor .coscribe-text");
    await page.click("#editor .coscribe-text");
    await page.keyboard.press("Control+Alt+q");
    expect(await page.textContent(".question")).toBe("Shall we?");
    const copied = await page.evaluate(() => {
      const data = new DataTransfer();
      getSelection()?.selectAllChildren(document.querySelector(".coscribe-text")!);
      const text = document.querySelector(".coscribe-text")!;
      text.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true }));
      return data.getData("text/html");
    });
    expect(copied).toContain("data-question");
    await page.keyboard.press("Control+z");
    expect(await page.locator(".question").count()).toBe(0);
    await page.keyboard.type("$$ x");
    expect(await page.textContent(".coscribe-text")).toContain("$$ x");
  });
});

/** A page in a real browser with editors on it, see editor-page.ts. */

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build, defaultClientConditions, type Rolldown } from "vite";
import { findBrowser } from "../support/browser.ts";

/** The Chromium to test in, if there is one. */
export const chromium = findBrowser();

/** A browser with a server for its page. */
export class EditorBrowser {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async open(): Promise<EditorBrowser> {
    if (!chromium.isHere) throw new Error(chromium.because);
    const [script, style] = await Promise.all([bundle(), readStyle(styleSheet)]);
    const server = createServer((request, response) => {
      const isScript = request.url === "/page.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isScript ? script : html(style));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new EditorBrowser(await chromium.value(), server);
  }

  /** A new page with the editors' script, in a context of its own. */
  async page(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1000, height: 700 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const styleSheet = new URL("../../client/src/editor/editor.css", import.meta.url);

/** A style sheet with those that it imports in it. */
async function readStyle(url: URL): Promise<string> {
  const style = await readFile(url, "utf8");
  const parts = style.split(/@import "([^"]+)";/);
  const read = parts.map(async (part, i) => {
    return i % 2 === 0 ? part : readStyle(new URL(part, url));
  });
  return (await Promise.all(read)).join("");
}

function html(style: string): string {
  return `<!doctype html><html lang="en"><title>editors</title>
    <style>body { display: flex; gap: 24px; margin: 24px } .person { flex: 1; min-width: 0 }</style>
    <style>${style}</style><body><script src="/page.js"></script></body></html>`;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL("editor-page.ts", import.meta.url));
  const [output] = (await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@coscribe/source", ...defaultClientConditions] },
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "bundle" } },
  })) as Rolldown.RolldownOutput[];
  return output!.output[0].code;
}

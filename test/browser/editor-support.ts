/** A page in a real browser with editors on it, see editor-page.ts. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { styleSheet } from "../support/style-sheet.ts";
import type { TestBrowser } from "../support/browser.ts";
import type { TestPage } from "../support/test-page.ts";
import { bundle } from "./support-bundle.ts";

/** A browser with a server for its page. */
export class EditorBrowser {
  readonly #browser: TestBrowser;
  readonly #server: Server;

  private constructor(browser: TestBrowser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  /** `launch` is what `describeInBrowsers` has given, `entry` a file with the script of the page. */
  static async open(
    launch: () => Promise<TestBrowser>,
    entry = "editor-page.ts",
  ): Promise<EditorBrowser> {
    const path = fileURLToPath(new URL(entry, import.meta.url));
    const script = await bundle(path);
    const style = styleSheet("client/src/editor/editor.css");
    const server = createServer((request, response) => {
      const isScript = request.url === "/page.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isScript ? script : html(style));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new EditorBrowser(await launch(), server);
  }

  /** A new page with the editors' script. */
  async page(): Promise<TestPage> {
    const page = await this.#browser.newPage();
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function html(style: string): string {
  return `<!doctype html><html lang="en"><title>editors</title>
    <style>body { display: flex; gap: 24px; margin: 24px } .person { flex: 1; min-width: 0 }</style>
    <style>${style}</style><body><script src="/page.js"></script></body></html>`;
}

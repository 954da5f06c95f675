/** A page in a real browser with editors on it, see editor-page.ts. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { styleSheet } from "../support/style-sheet.ts";
import type { TestBrowser } from "../support/browser.ts";
import type { TestPage } from "../support/test-page.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { bundle } from "./support-bundle.ts";

declare const editorPage: EditorPage;

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

/**
 * The editors of one `describe`: a page with their script, there from its first test on and gone after its last.
 * Where nobody is named it is Ann.
 */
export function openEditors(launch: () => Promise<TestBrowser>): Editors {
  let browser: EditorBrowser;
  const editors = new Editors();
  beforeAll(async () => {
    browser = await EditorBrowser.open(launch);
    editors.page = await browser.page();
  });
  afterAll(async () => {
    await browser.close();
  });
  return editors;
}

/** See {@link openEditors}. */
export class Editors {
  page!: TestPage;

  /** Mounts an editor for each name, on one new document of these blocks. */
  readonly start = async (names: readonly string[], blocks: readonly Block[]): Promise<void> => {
    await this.page.evaluate(([who, given]) => editorPage.start(who, given), [
      names,
      blocks,
    ] as const);
  };

  /** Ann selects from an offset in a block to one in it, or in another one. */
  readonly select = async (
    block: number,
    from: number,
    to: number = from,
    endBlock: number = block,
  ): Promise<void> => {
    await this.page.evaluate((where) => editorPage.select("ann", ...where), [
      block,
      from,
      to,
      endBlock,
    ] as const);
  };

  /** The same in a text block, those in cells counted. */
  readonly selectText = async (index: number, from: number, to: number = from): Promise<void> => {
    await this.page.evaluate((where) => editorPage.selectText("ann", ...where), [
      index,
      from,
      to,
    ] as const);
  };

  /** What is on the screen, a line for each block. */
  readonly lines = async (name = "ann"): Promise<string[]> =>
    this.page.evaluate((who) => editorPage.lines(who), name);

  /** Block and offset of both ends of what is selected. */
  readonly selection = async (name = "ann"): Promise<number[]> =>
    this.page.evaluate((who) => editorPage.selection(who), name);

  readonly press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await this.page.keyboard.press(key);
  };

  /** The place before an offset in one of Ann's blocks, on the screen. */
  readonly pointAt = async (
    block: number,
    offset: number,
  ): Promise<readonly [x: number, y: number]> =>
    this.page.evaluate(
      ([index, within]) => {
        const { view } = editorPage.person("ann").editor;
        const { left, top, bottom } = view.coordsAtPos(editorPage.startOf("ann", index) + within);
        return [left, (top + bottom) / 2] as const;
      },
      [block, offset] as const,
    );
}

function html(style: string): string {
  return `<!doctype html><html lang="en"><title>editors</title>
    <style>body { display: flex; gap: 24px; margin: 24px } .person { flex: 1; min-width: 0 }</style>
    <style>${style}</style><body><script src="/page.js"></script></body></html>`;
}

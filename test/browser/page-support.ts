/** The web page as people meet it: built, served by a real server, in a real Chromium. */

import { fileURLToPath } from "node:url";
import type {
  Browser,
  BrowserContextOptions,
  Locator,
  Page,
  WebSocketRoute,
} from "playwright-core";
import { expect, onTestFinished } from "vitest";
import type { SyncServerOptions } from "@coscribe/server";
import { testServer, type TestServer } from "../support/test-server.ts";

const pageDirectory = fileURLToPath(new URL("../../server/dist/page", import.meta.url));

/** What a visitor brings along, beside what a browser context can be told. */
export interface VisitorOptions extends BrowserContextOptions {
  /** What this device remembers from earlier, by the keys of localStorage. */
  readonly remembers?: Readonly<Record<string, unknown>>;
  /** The server does not answer before `heal`. */
  readonly isCut?: boolean;
  /** `cut` and `refuse` work: everything on its sockets passes through the test, which costs time. */
  readonly canBeCut?: boolean;
}

/** A phone held upright. */
export const phone: VisitorOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
};

/** A server with the built page and no documents; it closes with the test. */
export async function pageServer(options: Partial<SyncServerOptions> = {}): Promise<TestServer> {
  return testServer({ pageDirectory, ...options });
}

/**
 * Somebody with a browser of their own, on a device that nobody has used before. It does not keep the page:
 * fetching all of it costs more than most tests do. `PageDevice` is for those that need it.
 */
export async function visitor(
  browser: Browser,
  { port }: TestServer,
  { remembers = {}, isCut = false, canBeCut = isCut, ...options }: VisitorOptions = {},
): Promise<Visitor> {
  const baseURL = `http://localhost:${port}`;
  const context = await browser.newContext({
    baseURL,
    serviceWorkers: "block",
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const someone = new Visitor(page, baseURL, isCut);
  const entries = Object.entries(remembers).map(([key, value]) => [key, JSON.stringify(value)]);
  await page.addInitScript((stored) => {
    for (const [key, value] of stored) {
      if (localStorage.getItem(key!) === null) localStorage.setItem(key!, value!);
    }
  }, entries);
  if (canBeCut) await page.routeWebSocket(/.*/, (socket) => someone.socketOpened(socket));
  return someone;
}

/** `expect.poll` with the patience that connections need. */
export function eventually<T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 10_000 });
}

/** See {@link visitor}. */
export class Visitor {
  readonly page: Page;
  /** `http://localhost:…` */
  readonly origin: string;
  /** What went wrong in the page: exceptions, and what the console calls an error. */
  readonly problems: string[] = [];
  /** Every address that the page has asked for. */
  readonly requests: string[] = [];
  #isCut: boolean;
  #socket: WebSocketRoute | undefined;

  constructor(page: Page, origin: string, isCut = false) {
    this.page = page;
    this.origin = origin;
    this.#isCut = isCut;
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    page.on("request", (request) => this.requests.push(request.url()));
  }

  /** The editable text. */
  get text(): Locator {
    return this.page.getByRole("textbox", { name: /^Text of/ });
  }

  /** What the bar says about where the edits are. */
  async indicator(): Promise<string> {
    return this.page.locator(".coscribe-save-indicator").innerText();
  }

  /** Waits until the bar says this. */
  async tells(expected: string | RegExp): Promise<void> {
    await eventually(() => this.indicator()).toMatch(expected);
  }

  /** Goes to the document `name`. */
  async goTo(name: string): Promise<void> {
    await this.page.goto(`/d/${encodeURIComponent(name)}`);
  }

  /** Opens the document `name` and waits until it is saved and can be edited. */
  async open(name: string): Promise<void> {
    await this.goTo(name);
    await this.isSaved();
    await this.isEditable();
  }

  /** Waits until the page says that everything is saved. */
  async isSaved(): Promise<void> {
    await this.tells(/^Saved$/);
  }

  /** Presses the keys for saving, and waits for the answer that everything typed so far is saved. */
  async save(): Promise<void> {
    await this.press("Control+s");
    await this.page.locator(".coscribe-toast", { hasText: /^Saved\./ }).waitFor();
  }

  /** Waits until the text can be edited. */
  async isEditable(): Promise<void> {
    await eventually(() => this.text.getAttribute("contenteditable")).toBe("true");
  }

  /** Waits until what comes after the text is there: its tools, and what keys open. */
  async hasTools(): Promise<void> {
    await this.page.locator(".coscribe-toolbar [data-tool]").first().waitFor({ state: "attached" });
  }

  /** Watches what `selector` says. The function returns all texts that it has changed to. */
  async changesOf(selector: string): Promise<() => Promise<string[]>> {
    const list = await this.page.locator(selector).evaluateHandle((watched) => {
      const texts: string[] = [];
      const watcher = new MutationObserver(() => texts.push(watched.textContent ?? ""));
      watcher.observe(watched, { childList: true, subtree: true, characterData: true });
      return texts;
    });
    return () => list.jsonValue();
  }

  /** Types at the end of the text. */
  async type(words: string): Promise<void> {
    await this.text.click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(words);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Selects the line that the caret is in, and waits until the editor has noticed. */
  async selectLine(): Promise<void> {
    await this.press("End", "Shift+Home");
    // Browsers tell of a selection with the next frame.
    await this.drawn();
  }

  /** Waits until everything that has happened so far has been drawn. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    );
  }

  /** What the focused element is called. */
  async focused(): Promise<string | null> {
    return this.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return element?.getAttribute("aria-label") ?? element?.innerText.trim() ?? null;
    });
  }

  /** The network fails, and stays so until `heal`. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#routed().close({ code: 1001 });
  }

  /** The network works again. */
  heal(): void {
    this.#isCut = false;
  }

  /** The server closes the connection with a code of its own. */
  async refuse(code: number, reason: string): Promise<void> {
    await this.#routed().close({ code, reason });
  }

  #routed(): WebSocketRoute {
    if (this.#socket === undefined) throw new Error("only who `canBeCut` can be, while connected");
    return this.#socket;
  }

  /** Called for each WebSocket that the page opens. */
  socketOpened(socket: WebSocketRoute): void {
    if (this.#isCut) {
      void socket.close({ code: 1001 });
      return;
    }
    this.#socket = socket;
    socket.connectToServer();
  }
}

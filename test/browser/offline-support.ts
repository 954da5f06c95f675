/**
 * A device with tabs in a real browser, and a server that can be cut off from it. The page comes from
 * another server, so that it opens when the network to the first one is cut, as an installed page
 * does.
 */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { connect, type Connection } from "@coscribe/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { isSocketNotice } from "../support/browser.ts";
import { Relay } from "../support/relay.ts";
import { testServer, type TestServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import type { OfflinePage } from "./offline-page.ts";
import { bundle } from "./support-bundle.ts";

/** The script of offline-page.ts. */
export function offlineScript(): Promise<string> {
  return bundle(fileURLToPath(new URL("offline-page.ts", import.meta.url)));
}

/** A browser profile that nobody has used before, and a server that it reaches through a relay. */
export class Device {
  readonly context: BrowserContext;
  readonly #pageUrl: string;
  readonly #relay: Relay;
  readonly #server: TestServer;

  private constructor(context: BrowserContext, pageUrl: string, relay: Relay, server: TestServer) {
    this.context = context;
    this.#pageUrl = pageUrl;
    this.#relay = relay;
    this.#server = server;
  }

  /** A new device, online; it ends with the test. */
  static async start(
    browser: Browser,
    script: string,
    options: Parameters<typeof testServer>[0] = {},
  ): Promise<Device> {
    const pageUrl = await servePage(script);
    const server = await testServer({ allowedOrigins: [pageUrl], ...options });
    const relay = await Relay.start();
    relay.lead(server.url);
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return new Device(context, pageUrl, relay, server);
  }

  /** Opens a tab, without a document. */
  async tab(): Promise<Tab> {
    const page = await this.context.newPage();
    const tab = new Tab(page);
    await page.goto(this.#pageUrl);
    return tab;
  }

  /** Opens a tab on the document `name`. */
  async open(name = "doc"): Promise<Tab> {
    const tab = await this.tab();
    await tab.run((page, [url, it]) => page.open(url, it), [this.url, name] as const);
    return tab;
  }

  /** Opens a tab on the document `name` that may close itself, because `opener` has opened it. */
  async openFrom(opener: Tab, name = "doc"): Promise<Tab> {
    const opened = this.context.waitForEvent("page");
    await opener.page.evaluate("void open(location.href)");
    const tab = new Tab(await opened);
    await tab.page.waitForLoadState();
    await tab.run((page, [url, it]) => page.open(url, it), [this.url, name] as const);
    return tab;
  }

  /** Where the device finds the server. */
  get url(): string {
    return this.#relay.url;
  }

  /** The network fails, and stays so until `heal`. */
  cut(): void {
    this.#relay.cut();
  }

  /** The network works again. */
  heal(): void {
    this.#relay.lead(this.#server.url);
  }

  /** Somebody else, elsewhere, on the same document, with the server's content. */
  async stranger(name = "doc"): Promise<Connection> {
    const connection = connect(this.#server.url, name);
    onTestFinished(() => connection.close());
    await connection.synced();
    return connection;
  }

  /** Deletes the document `name` on the server. */
  async delete(name = "doc"): Promise<void> {
    await this.#server.server.deleteDocument(name);
  }
}

/** One tab of a {@link Device}. */
export class Tab {
  readonly page: Page;
  /** Exceptions and rejections that nobody has caught. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", ({ message }) => {
      if (!isSocketNotice(message)) this.problems.push(message);
    });
  }

  /** Runs a function of offline-page.ts. */
  run<Result, Argument = undefined>(
    body: (page: OfflinePage, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    const expression = `(${body.toString()})(offlinePage, ${JSON.stringify(argument)})`;
    return this.page.evaluate(expression) as Promise<Result>;
  }

  /** Each word is one edit. */
  type(...words: string[]): Promise<void> {
    return this.run((page, it) => page.type(...it), words);
  }

  /** Types, each word as one edit, and closes the tab in the same task. */
  async typeAndClose(...words: string[]): Promise<void> {
    const closed = this.page.waitForEvent("close");
    const typed = this.run((page, it) => {
      page.type(...it);
      window.close();
    }, words);
    await Promise.all([closed, typed.catch(() => undefined)]);
  }

  text(): Promise<string> {
    return this.run((page) => page.text());
  }

  /** Waits until the text is this one. */
  async shows(text: string): Promise<void> {
    await until(`the text ${text}`, async () => (await this.text()) === text);
  }

  /** Waits for a save status with these properties. */
  async tells(expected: Readonly<Record<string, unknown>>): Promise<void> {
    await until(`the status ${JSON.stringify(expected)}`, async () => {
      const status: Record<string, unknown> = { ...(await this.run((page) => page.saveStatus())) };
      return Object.entries(expected).every(([key, value]) => status[key] === value);
    });
  }

  /** Waits until everything is on the server's disk. */
  async saved(): Promise<void> {
    await this.tells({ state: "saved" });
  }

  /** Waits until everything is kept on the device, in a state that tells. */
  async kept(state: "offline" | "refused" = "offline"): Promise<void> {
    await this.tells({ state, isKeptOnDevice: true });
  }

  /** Lets the page keep so many bytes; undefined for as many as usual. */
  async setQuota(bytes: number | undefined): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const { origin } = new URL(this.page.url());
    await session.send("Storage.overrideQuotaForOrigin", {
      origin,
      ...(bytes !== undefined && { quotaSize: bytes }),
    });
  }

  /** Throws away what the browser keeps for the page, as its settings let a person do. */
  async clearStorage(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const { origin } = new URL(this.page.url());
    await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  }

  /** Closes the tab, as a person does. */
  async close(): Promise<void> {
    await this.page.close();
  }

  /** Ends the tab's process. */
  async crash(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent("crash");
    void session.send("Page.crash").catch(() => undefined);
    await crashed;
    await this.page.close();
  }
}

/** Serves a page that runs `script`, until the test ends. */
async function servePage(script: string): Promise<string> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(
      isScript ? script : '<!doctype html><title>tab</title><script src="/page.js"></script>',
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** One device with tabs on the page, and a network that leads to a server or to none. */

import type { Browser, BrowserContext, JSHandle, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { Relay } from "../support/relay.ts";
import { Visitor, type VisitorOptions } from "./page-support.ts";

/** See the head of this file. */
export class PageDevice {
  readonly context: BrowserContext;
  /** `http://localhost:…`, whatever server is behind it. */
  readonly origin: string;
  readonly #relay: Relay;
  #serverUrl: string;

  private constructor(context: BrowserContext, origin: string, relay: Relay, serverUrl: string) {
    this.context = context;
    this.origin = origin;
    this.#relay = relay;
    this.#serverUrl = serverUrl;
    this.heal();
  }

  /** A device that nobody has used before, with a network to the server at `serverUrl`. */
  static async start(
    browser: Browser,
    serverUrl: string,
    options: VisitorOptions = {},
  ): Promise<PageDevice> {
    const relay = await Relay.start();
    const origin = relay.url.replace("ws:", "http:");
    const context = await browser.newContext({ baseURL: origin, ...options });
    onTestFinished(() => context.close());
    return new PageDevice(context, origin, relay, serverUrl);
  }

  /** Opens an empty tab. */
  async tab(): Promise<Visitor> {
    return new Visitor(await this.context.newPage(), this.origin);
  }

  /** Opens a tab on the document `name`, and waits until it can be edited. */
  async open(name = "notes"): Promise<Visitor> {
    const tab = await this.tab();
    await tab.goTo(name);
    await tab.isEditable();
    return tab;
  }

  /** Waits until this device keeps the page, so that it opens without a network. */
  async keepsPage(tab: Visitor): Promise<void> {
    await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /**
   * What this device keeps can be neither read nor changed until the function that is returned is
   * called, as while another tab is busy with it.
   */
  async holdCopies(): Promise<() => Promise<void>> {
    const { page, database } = await this.#copies();
    await database.evaluate((copies) => {
      const names = [...copies.objectStoreNames];
      const store = copies.transaction(names, "readwrite").objectStore("updates");
      return new Promise<void>((resolve) => {
        // A transaction lasts for as long as it is asked for something.
        const goOn = (): void => {
          store.count().addEventListener("success", goOn);
          resolve();
        };
        store.count().addEventListener("success", goOn);
      });
    });
    return () => page.close();
  }

  /** Every record of the copies is lost, but not that it was there. */
  async loseRecords(): Promise<void> {
    const { page, database } = await this.#copies();
    await database.evaluate((copies) => {
      const losing = copies.transaction("updates", "readwrite");
      const walking = losing.objectStore("updates").openCursor();
      walking.addEventListener("success", () => {
        const { result: cursor } = walking;
        if (cursor === null) return;
        cursor.update({ ...cursor.value, update: "lost" });
        cursor.continue();
      });
      return new Promise((resolve) => losing.addEventListener("complete", resolve));
    });
    await page.close();
  }

  /** The network fails, and stays so until `heal`. */
  cut(): void {
    this.#relay.cut();
  }

  /** The network takes and brings nothing any more, but connections stay open, until `heal`. */
  mute(): void {
    this.#relay.mute();
  }

  /** The device has come to another network: nothing passes on the connections that it had. */
  roam(): void {
    this.#relay.strand();
  }

  /** The network works again. */
  heal(): void {
    this.#relay.speak();
    this.#relay.lead(this.#serverUrl);
  }

  /** The network leads to something else from now on. */
  moveTo(serverUrl: string): void {
    this.#serverUrl = serverUrl;
    // Connections that are open would stay with the old one.
    this.cut();
    this.heal();
  }
  /** The database of the copies, in a tab that lasts until it is closed. */
  async #copies(): Promise<{ page: Page; database: JSHandle<IDBDatabase> }> {
    const { page } = await this.tab();
    await page.goto("/");
    const database = await page.evaluateHandle(async () => {
      const [{ name = "" } = {}] = await indexedDB.databases();
      const opening = indexedDB.open(name);
      return new Promise<IDBDatabase>((resolve) => {
        opening.addEventListener("success", () => resolve(opening.result));
      });
    });
    return { page, database };
  }
}

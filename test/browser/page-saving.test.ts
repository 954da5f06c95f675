/** What the page says about where the edits are, with a store that does as the test says. */

import { fileURLToPath } from "node:url";
import { connect } from "@coscribe/client";
import type { Browser, Dialog, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import { GatedStore } from "../support/gated-store.ts";
import { limitedProxy, type LimitedProxy } from "../support/limited-proxy.ts";
import { testServer } from "../support/test-server.ts";
import { PageDevice } from "./page-device.ts";
import { eventually, Visitor } from "./page-support.ts";

const pageDirectory = fileURLToPath(new URL("../../server/dist/page", import.meta.url));

/** Run before the page, it makes the browser one that keeps nothing. */
const keepNothing = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }";

/** More than the server takes in these tests. */
const tooMuch = "x".repeat(6_000);

interface Scene {
  readonly store: GatedStore;
  readonly device: PageDevice;
  readonly ann: Visitor;
}

/** A way into trouble or out of it, until the page says so. */
type Turn = (scene: Scene) => Promise<void>;

const hold: Turn = async ({ store, ann }) => {
  store.mode = "hold";
  await ann.type("abc");
  await ann.tells(/^Saving…$/);
};

const fail: Turn = async ({ store, ann }) => {
  store.mode = "fail";
  await ann.type("abc");
  await ann.tells(/^Not saved$/);
};

const cut: Turn = async ({ device, ann }) => {
  device.cut();
  await ann.tells(/^Offline, /);
};

const cutAndType: Turn = async ({ device, ann }) => {
  device.cut();
  await ann.type("abc");
  await ann.tells(/^Offline, /);
};

const refuse: Turn = async ({ ann }) => {
  await ann.page.keyboard.insertText(tooMuch);
  await ann.tells(/^Disconnected$/);
};

/** The panel that explains what the bar says. */
function details({ page }: Visitor): Locator {
  return page.locator(".coscribe-save-details");
}

/** Asks for the explanation, and waits until it is this. */
async function explains(ann: Visitor, expected: RegExp): Promise<void> {
  await ann.page.locator(".coscribe-save-indicator").click();
  await eventually(() => details(ann).innerText()).toMatch(expected);
}

describeInPlaywright("where the edits are", (launch, engine) => {
  const itWithClipboard = itCan("read the clipboard by a script", engine);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** A document that says "start", with the caret in it, on a device that keeps it or does not. */
  async function scene({ isKept = true, keepsPage = false } = {}): Promise<Scene> {
    const store = new GatedStore();
    const { url } = await testServer({ pageDirectory, store, maxDocumentBytes: 5_000 });
    // A server does not close before everything is written.
    onTestFinished(() => store.release());
    const device = await PageDevice.start(browser, url, {
      serviceWorkers: keepsPage ? "allow" : "block",
    });
    if (!isKept) await device.context.addInitScript(keepNothing);
    const ann = await device.tab();
    await ann.open("notes");
    await ann.type("start");
    await ann.save();
    return { store, device, ann };
  }

  describe("the bar", () => {
    it("W18 says nothing new while what is typed is saved as usual", async () => {
      const { ann } = await scene();
      const seen = await ann.changesOf(".coscribe-save-indicator");
      for (const word of ["some ", "more ", "words ", "in ", "a ", "row"]) await ann.type(word);
      expect(await ann.indicator()).toBe("Saved");
      expect(await seen()).toEqual([]);
    });

    it("W18 says when saving takes time, how much waits, and when it is done", async () => {
      const scenery = await scene();
      await hold(scenery);
      const { ann, store } = scenery;
      await explains(ann, /on the way.*\n3 edits\n.*just now/s);
      store.release();
      await ann.isSaved();
      await eventually(() => details(ann).innerText()).toMatch(
        /Every edit is on the server’s disk/,
      );
    });

    it("W18 says that the server cannot write, until it can", async () => {
      const scenery = await scene();
      await fail(scenery);
      const { ann, store } = scenery;
      await explains(ann, /cannot write to its disk.*This device keeps your edits.*\n3 edits\n/s);
      store.release();
      await ann.isSaved();
    });

    it("W18 says that nothing is heard of the server when the network is gone and the socket is not", async () => {
      const { ann, device } = await scene();
      const seen = await ann.changesOf(".coscribe-save-label");
      device.mute();
      await ann.type("abc");
      await ann.tells(/^No answer, saved on this device$/);
      expect(await seen()).toEqual(["Saving…", "No answer, saved on this device"]);
      await explains(
        ann,
        /does not answer; this device keeps.*\n3 edits\n.*No answer since\njust now/s,
      );
      device.heal();
      await ann.isSaved();
      expect((await seen()).join()).not.toContain("Offline");
    });

    it("W18 asks the server at once when the browser says that its network is gone, and believes the server", async () => {
      const { ann, device } = await scene();
      // The message that the scene was saved would be taken for the next one.
      await ann.page.reload();
      await ann.isSaved();
      // The server on this machine is still there.
      await ann.page.evaluate(() => dispatchEvent(new Event("offline")));
      await ann.type("abc");
      await ann.save();
      await ann.isSaved();
      const seen = await ann.changesOf(".coscribe-save-label");
      device.mute();
      await ann.page.evaluate(() => dispatchEvent(new Event("offline")));
      await ann.tells(/^No answer, saved on this device$/);
      expect(await seen()).toEqual(["No answer, saved on this device"]);
      device.heal();
      await ann.page.evaluate(() => dispatchEvent(new Event("online")));
      await ann.isSaved();
    });

    it("W18 a connection without an answer is not waited for in another network", async () => {
      const { ann, device } = await scene();
      device.roam();
      await ann.type("abc");
      await ann.tells(/^No answer, saved on this device$/);
      await ann.page.evaluate(() => dispatchEvent(new Event("online")));
      // Without that the socket would be given up after 30 seconds.
      await ann.isSaved();
    });

    it("W18 says that the server gives no answer for 10 seconds", async () => {
      const { ann, store } = await scene();
      await ann.page.clock.install();
      await ann.page.reload();
      await ann.isSaved();
      store.mode = "hold";
      await ann.type("abc");
      // Real time passes as well; the server, which is there, answers that it is.
      const pass = async (seconds: number): Promise<void> => {
        for (let step = 0; step < 2 * seconds; step++) {
          await ann.page.clock.runFor(500);
          await ann.page.evaluate(() => fetch("/healthz").then(() => fetch("/healthz")));
        }
      };
      await pass(5);
      expect(await ann.indicator()).toBe("Saving…");
      await pass(6);
      await ann.tells(/^Not saved$/);
      await explains(ann, /does not confirm/);
    });

    it("W18 tells what this device keeps from what the server has", async () => {
      const scenery = await scene();
      await cutAndType(scenery);
      const { ann, device } = scenery;
      await ann.tells(/^Offline, saved on this device$/);
      await explains(
        ann,
        /this device keeps what you write.*\n3 edits\n.*Offline since\njust now/s,
      );
      device.heal();
      await ann.isSaved();
    });

    itWithClipboard(
      "W18 says that edits are only in this tab, and lets the text be copied",
      async () => {
        const scenery = await scene({ isKept: false });
        await cutAndType(scenery);
        const { ann, device } = scenery;
        await ann.tells(/^Offline, only in this tab$/);
        await device.context.grantPermissions(["clipboard-read", "clipboard-write"]);
        await ann.page.locator(".coscribe-save-indicator").click();
        await details(ann).getByRole("button", { name: "Copy all text" }).click();
        await eventually(() => ann.page.evaluate(() => navigator.clipboard.readText())).toBe(
          "startabc",
        );
      },
    );

    it("W18 explains itself by keyboard, and gives the focus back", async () => {
      const scenery = await scene({ isKept: false });
      await cutAndType(scenery);
      const { ann } = scenery;
      const button = ann.page.getByRole("button", { name: "Offline, only in this tab" });
      await button.focus();
      expect(await button.getAttribute("aria-expanded")).toBe("false");
      await ann.press("Enter");
      await ann.page.getByRole("dialog", { name: "Offline, only in this tab" }).waitFor();
      expect(await button.getAttribute("aria-expanded")).toBe("true");
      await ann.press("Tab");
      expect(await ann.focused()).toBe("Copy all text");
      await ann.press("Escape");
      await details(ann).waitFor({ state: "hidden" });
      expect(await ann.focused()).toBe("Offline, only in this tab");
    });
  });

  describe("behind a proxy with a limit for messages", () => {
    /** A document, with the caret in it, behind a proxy that ends connections with larger messages. */
    async function behindLimit(maxBytes: number): Promise<{
      ann: Visitor;
      url: string;
      proxy: LimitedProxy;
    }> {
      const { url } = await testServer({ pageDirectory });
      const proxy = await limitedProxy(url, maxBytes);
      const context = await browser.newContext({
        baseURL: proxy.url.replace("ws:", "http:"),
        permissions: ["clipboard-read", "clipboard-write"],
      });
      onTestFinished(() => context.close());
      const ann = new Visitor(await context.newPage(), proxy.url);
      await ann.open("notes");
      await ann.type("start");
      await ann.save();
      return { ann, url, proxy };
    }

    async function paste({ page }: Visitor, type: string, content: string): Promise<void> {
      await page.evaluate(
        async ([kind, data]) => {
          const item = new ClipboardItem({ [kind]: new Blob([data], { type: kind }) });
          await navigator.clipboard.write([item]);
        },
        [type, content] as const,
      );
      await page.keyboard.press("Control+v");
    }

    it("W18 a large paste is not called saved before it is, and gets through", async () => {
      const { ann, url } = await behindLimit(20_000);
      const seen = await ann.changesOf(".coscribe-save-label");
      await paste(ann, "text/plain", "a line of a large paste\n".repeat(12_000));
      await ann.tells(/^(?!Saved)/);
      await ann.isSaved();
      expect((await seen()).indexOf("Saved")).toBe((await seen()).length - 1);
      const reader = connect(url, "notes");
      onTestFinished(() => reader.close());
      await reader.synced();
      const { length } = [...reader.doc.getText("flow").toString().matchAll(/large/g)];
      expect(length).toBe(12_000);
    });

    it("W18 what cannot get through is named", async () => {
      const { ann, proxy } = await behindLimit(60_000);
      const address = `https://example.org/${"x".repeat(200_000)}`;
      await paste(ann, "text/html", `<a href="${address}">a link</a>`);
      await ann.tells(/^Not saved$/);
      const seen = await ann.changesOf(".coscribe-save-label");
      await explains(ann, /each time 2\d\d kB are sent, the connection ends.*This device keeps/s);
      // However the connection comes and goes.
      const ended = proxy.ended();
      await eventually(() => proxy.ended()).toBeGreaterThan(ended + 1);
      expect(await seen()).toEqual([]);
    });
  });

  describe("assistive technology", () => {
    const region = ".bar-title [role=status]";

    it("W19 is told of trouble once, and of its end, whatever is typed meanwhile", async () => {
      const scenery = await scene();
      const { ann, device } = scenery;
      const seen = await ann.changesOf(region);
      await cutAndType(scenery);
      await eventually(seen).toHaveLength(1);
      await ann.type("and on and on");
      device.heal();
      await eventually(seen).toHaveLength(2);
      expect(await seen()).toEqual([
        expect.stringMatching(/^Offline, saved on this device\. There is no connection/),
        "Saved. Every edit is on the server’s disk.",
      ]);
    });

    it("W19 hears nothing of saving as usual, nor of a connection that is back at once", async () => {
      const { ann, device, store } = await scene();
      const seen = await ann.changesOf(region);
      device.cut();
      device.heal();
      await ann.type("abc");
      await hold({ ann, device, store });
      store.release();
      await ann.isSaved();
      await fail({ ann, device, store });
      await eventually(seen).toHaveLength(1);
      expect(await seen()).toEqual([expect.stringMatching(/^Not saved\. /)]);
    });
  });

  describe("the keys for saving", () => {
    it("W20 say that everything is saved when it is, and not before", async () => {
      const { ann, store } = await scene();
      await ann.page.reload();
      await ann.isSaved();
      store.mode = "hold";
      await ann.type("abc");
      // The page's own comes last; the menus of the text have one as soon as they are there.
      const toasts = await ann.changesOf(".coscribe-toast-place >> nth=-1");
      await ann.press("Control+s");
      await ann.tells(/^Saving…$/);
      expect(await toasts()).toEqual([]);
      store.release();
      await eventually(toasts).toEqual(["Saved. Every edit is on the server’s disk."]);
    });

    it.each([
      ["takes its time", hold, /^Saving… Your edits are on the way/],
      ["cannot write", fail, /^Not saved\. The server cannot write/],
      ["cannot be reached", cutAndType, /^Offline, saved on this device\. /],
    ] as const)("W20 say what is true when the server %s", async (_what, turn, answer) => {
      const scenery = await scene();
      await turn(scenery);
      const { ann } = scenery;
      await ann.press("Control+s");
      await eventually(() => ann.page.locator(".coscribe-toast").innerText()).toMatch(answer);
    });
  });

  it("W20 the keys for saving promise nothing before there is anything to save", async () => {
    const { device, ann } = await scene({ keepsPage: true });
    await device.keepsPage(ann);
    device.cut();
    await ann.goTo("another");
    await ann.tells(/^Connecting…$/);
    await ann.press("Control+s");
    await eventually(() => ann.page.locator(".coscribe-toast").innerText()).toMatch(
      /^Connecting… /,
    );
  });

  describe("leaving the page", () => {
    async function leavingAsks({ page }: Visitor): Promise<boolean> {
      let asked = false;
      page.on("dialog", (dialog: Dialog) => {
        asked = true;
        void dialog.accept();
      });
      await page.goto("about:blank");
      return asked;
    }

    async function wouldAsk({ page }: Visitor): Promise<boolean> {
      return page.evaluate(() => {
        return !dispatchEvent(new Event("beforeunload", { cancelable: true }));
      });
    }

    it.each([
      ["everything is saved", async () => undefined, false],
      ["the server takes its time", hold, true],
      ["the server cannot write", fail, true],
      ["the server cannot be reached, and nothing waits", cut, false],
      ["the server cannot be reached", cutAndType, true],
      ["the server has refused an edit", refuse, true],
    ] as const)(
      "W8 asks only where the device does not keep the edits, when %s",
      async (_what, turn, asks) => {
        const [kept, unkept] = await Promise.all([scene(), scene({ isKept: false })]);
        await Promise.all([turn(kept), turn(unkept)]);
        // What was just typed is written to the device in a moment.
        await eventually(() => wouldAsk(kept.ann)).toBe(false);
        expect(await leavingAsks(kept.ann)).toBe(false);
        expect(await leavingAsks(unkept.ann)).toBe(asks);
      },
    );
  });
});

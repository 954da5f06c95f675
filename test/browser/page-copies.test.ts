/** What the start page shows of the copies on this device. */

import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import { testServer, type TestServer } from "../support/test-server.ts";
import { PageDevice } from "./page-device.ts";
import { eventually, type Visitor } from "./page-support.ts";

const pageDirectory = fileURLToPath(new URL("../../server/dist/page", import.meta.url));

interface Scene {
  readonly server: TestServer;
  readonly device: PageDevice;
  readonly ann: Visitor;
}

describeInPlaywright("copies on this device", (launch, engine) => {
  const itWithClipboard = itCan("read the clipboard by a script", engine);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** A device on which "notes" was opened, with "start" in it, saved. */
  async function scene(): Promise<Scene> {
    const server = await testServer({ pageDirectory });
    const device = await PageDevice.start(browser, server.url);
    const ann = await device.open();
    await ann.type("start");
    await ann.save();
    await device.keepsPage(ann);
    return { server, device, ann };
  }

  /** Types " and more" without a network, and goes to the start page. */
  async function writeOffline({ device, ann }: Scene): Promise<void> {
    device.cut();
    await ann.type("abc");
    await ann.tells(/^Offline, saved on this device$/);
    await ann.page.goto("/");
  }

  function row({ page }: Visitor, name = "notes"): Locator {
    return page.getByRole("listitem").filter({ hasText: name });
  }

  async function removeFromList({ page }: Visitor): Promise<void> {
    // By then the server may have said that it is called by its first line.
    await page.getByRole("button", { name: /^Remove \w+ from this list$/ }).click();
  }

  it("W23 a document that opens without a network is marked, and one with edits to send tells how many", async () => {
    const scenery = await scene();
    const { ann, device } = scenery;
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/on this device/);
    expect(await row(ann).innerText()).not.toMatch(/not sent/);
    await ann.goTo("notes");
    await writeOffline(scenery);
    await eventually(() => row(ann).innerText()).toMatch(/3 edits not sent/);
    device.heal();
    await row(ann).getByRole("link").click();
    await ann.isSaved();
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/on this device/);
    expect(await row(ann).innerText()).not.toMatch(/not sent/);
  });

  it("W23 only where the page itself is kept is it said that documents open without a network", async () => {
    const { ann, device } = await scene();
    await ann.page.goto("/");
    await eventually(() => ann.page.locator(".recents-hint").innerText()).toBe(
      "On this device: opens without a network",
    );
    const elsewhere = await device.tab();
    // As on plain HTTP, where browsers have no service workers.
    await elsewhere.page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined });
    });
    await elsewhere.page.goto("/");
    await eventually(() => elsewhere.page.locator(".recents-hint").innerText()).toBe(
      "On this device: a copy is kept; the page itself comes from the server",
    );
  });

  it("W23 a document that is on the device is listed, even where the list was lost", async () => {
    const { ann } = await scene();
    await ann.page.evaluate(() => localStorage.clear());
    await ann.page.goto("/");
    await row(ann).getByRole("link").click();
    await ann.isEditable();
    expect(await ann.text.textContent()).toBe("start");
  });

  it("W23 the list follows what happens in another tab", async () => {
    const scenery = await scene();
    const { ann, device } = scenery;
    await writeOffline(scenery);
    await eventually(() => row(ann).innerText()).toMatch(/3 edits not sent/);
    device.heal();
    const other = await device.open();
    await other.isSaved();
    await other.save();
    await ann.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await eventually(() => row(ann).innerText()).not.toMatch(/not sent/);
  });

  it("W23 taking a document off the list takes its copy off the device, and can be undone", async () => {
    const { ann, device } = await scene();
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/on this device/);
    await removeFromList(ann);
    await ann.page.getByText("and its copy off this device").waitFor();
    await ann.page.reload();
    await ann.page.getByText("Documents that you open will be listed here.").waitFor();
    device.cut();
    await ann.goTo("notes");
    await ann.tells(/^Connecting/);
    device.heal();
    await ann.isSaved();
    await ann.page.goto("/");
    await removeFromList(ann);
    await ann.page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => row(ann).count()).toBe(1);
  });

  it("W23 a removal is told when it is done, and not before", async () => {
    const { ann, device } = await scene();
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/on this device/);
    const release = await device.holdCopies();
    await removeFromList(ann);
    await ann.drawn();
    expect(await ann.page.getByText("was taken off this list").count()).toBe(0);
    expect(await row(ann).count()).toBe(1);
    await release();
    await ann.page.getByText("and its copy off this device").waitFor();
    expect(await row(ann).count()).toBe(0);
    expect(await ann.focused()).toBe("Undo");
  });

  it("W23 a copy that could not be removed stays on the list, which is said", async () => {
    const { ann } = await scene();
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/on this device/);
    await ann.page.evaluate(() => {
      IDBObjectStore.prototype.delete = () => {
        throw new DOMException("no", "UnknownError");
      };
    });
    await removeFromList(ann);
    await ann.page.getByText("The browser could not remove the copy.").waitFor();
    expect(await row(ann).innerText()).toMatch(/on this device/);
    expect(await ann.page.getByText("was taken off this list").count()).toBe(0);
  });

  it("W23 whoever removes before the device has been read is asked all the same", async () => {
    const scenery = await scene();
    const { ann, device } = scenery;
    await writeOffline(scenery);
    const release = await device.holdCopies();
    await ann.page.reload();
    await removeFromList(ann);
    await ann.drawn();
    expect(await row(ann).count()).toBe(1);
    await release();
    const question = ann.page.getByRole("dialog", { name: "Remove from this device?" });
    await eventually(() => question.innerText()).toMatch(/3 edits in notes have not reached/);
  });

  it("W23 removing edits that another tab has made since the list was read takes a question", async () => {
    const { ann, device } = await scene();
    const other = await device.tab();
    await other.page.goto("/");
    await eventually(() => row(other).innerText()).toMatch(/on this device/);
    device.cut();
    await ann.type("abc");
    await ann.tells(/^Offline, saved on this device$/);
    await removeFromList(other);
    const question = other.page.getByRole("dialog", { name: "Remove from this device?" });
    await eventually(() => question.innerText()).toMatch(/3 edits in notes have not reached/);
  });

  it("W23 removing edits that are nowhere else takes a question, and is not done without a yes", async () => {
    const scenery = await scene();
    const { ann } = scenery;
    await writeOffline(scenery);
    await eventually(() => row(ann).innerText()).toMatch(/3 edits not sent/);
    await removeFromList(ann);
    const question = ann.page.getByRole("dialog", { name: "Remove from this device?" });
    await eventually(() => question.innerText()).toMatch(/3 edits in notes have not reached/);
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "hidden" });
    await ann.goTo("notes");
    await ann.isEditable();
    expect(await ann.text.textContent()).toBe("startabc");
    await ann.page.goto("/");
    await eventually(() => row(ann).innerText()).toMatch(/3 edits not sent/);
    await removeFromList(ann);
    await question.getByRole("button", { name: "Remove" }).click();
    await eventually(() => row(ann).count()).toBe(0);
    expect(await ann.focused()).toBe("Undo");
    await ann.goTo("notes");
    await ann.tells(/^Connecting/);
  });

  itWithClipboard(
    "W24 what was deleted on the server can be copied, downloaded and removed",
    async () => {
      const { server, device, ann } = await scene();
      await device.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await ann.press("Enter");
      await ann.page.keyboard.type("# Plan");
      await ann.save();
      await server.server.deleteDocument("notes");
      await ann.tells(/^Disconnected$/);
      await ann.page.getByText("This device keeps a copy of what you see here").waitFor();
      await ann.page.getByRole("link", { name: "All documents" }).last().click();
      const section = ann.page.getByRole("region", { name: "Set aside on this device" });
      await eventually(() => section.innerText()).toMatch(
        /notes\s+Deleted on the server, just now/,
      );
      await section.getByRole("button", { name: "Copy text" }).click();
      await eventually(() => ann.page.evaluate(() => navigator.clipboard.readText())).toBe(
        "start\nPlan",
      );
      const downloading = ann.page.waitForEvent("download");
      await section.getByRole("link", { name: "Download" }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe("notes.html");
      const file = readFileSync(await download.path(), "utf8");
      expect(file).toMatch(/<title>notes<\/title>.*<p>start<\/p><h1>Plan<\/h1>/s);
      await section.getByRole("button", { name: /^Remove/ }).click();
      const question = ann.page.getByRole("dialog", { name: "Remove from this device?" });
      await question.getByRole("button", { name: "Remove" }).click();
      await eventually(() => section.count()).toBe(0);
      await eventually(() => ann.focused()).toBe("Documents");
      await ann.page.reload();
      await row(ann).waitFor();
      await eventually(() => section.count()).toBe(0);
      expect(ann.problems.filter((problem) => !/WebSocket/.test(problem))).toEqual([]);
    },
  );

  it("W24 a copy that was set aside is not removed from the list without a question", async () => {
    const { server, ann } = await scene();
    await server.server.deleteDocument("notes");
    await ann.tells(/^Disconnected$/);
    await ann.page.goto("/");
    await ann.page.getByRole("region", { name: "Set aside on this device" }).waitFor();
    await removeFromList(ann);
    const question = ann.page.getByRole("dialog", { name: "Remove from this device?" });
    await eventually(() => question.innerText()).toMatch(/copy of notes that was set aside/);
    await ann.press("Escape");
    await eventually(() => row(ann).count()).toBe(2);
  });

  it("C96 the page tells that the device has lost a part of its copy", async () => {
    const { ann, device } = await scene();
    await ann.page.close();
    await device.loseRecords();
    const later = await device.tab();
    await later.goTo("notes");
    await later.page
      .locator(".coscribe-toast", { hasText: "has lost a part of its copy" })
      .waitFor();
  });

  it("W24 a browser that keeps nothing shows the list as ever", async () => {
    const server = await testServer({ pageDirectory });
    const device = await PageDevice.start(browser, server.url, { serviceWorkers: "block" });
    await device.context.addInitScript(
      "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }",
    );
    const ann = await device.open();
    await ann.page.goto("/");
    await row(ann).waitFor();
    await removeFromList(ann);
    await ann.page.getByText("notes was taken off this list. The document").waitFor();
    expect(ann.problems).toEqual([]);
  });
});

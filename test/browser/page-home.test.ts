/** The start page. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInPlaywright, itCan } from "../support/browser.ts";
import {
  eventually,
  pageServer,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

const notes = { name: "notes", openedAt: Date.now() - 3_600_000 };
const plan = { name: "plan / week 1", openedAt: Date.now() - 7_200_000 };
const remembers = { "coscribe:recent": [notes, plan] };

async function openByName(ann: Visitor, name: string): Promise<void> {
  await ann.page.getByRole("textbox").fill(name);
  await ann.press("Enter");
}

describeInPlaywright("the start page", (launch, engine) => {
  const itInTheDark = itCan("prefer a dark screen", engine);
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function atHome(options: VisitorOptions = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), options);
    await ann.page.goto("/");
    return ann;
  }

  it("W1 a new document opens at an address of its own, ready to be written in", async () => {
    const ann = await atHome();
    await ann.page.getByRole("button", { name: "New document" }).click();
    await ann.isSaved();
    expect(new URL(ann.page.url()).pathname).toMatch(/^\/d\/[a-z]+-[a-z]+-[a-z2-9]{6}$/);
    await eventually(() => ann.focused()).toMatch(/^Text of/);
    await ann.page.keyboard.type("first words");
    expect(await ann.text.textContent()).toBe("first words");
  });

  it("W160 the start page does without the editor", async () => {
    const ann = await atHome({ remembers });
    await ann.page.getByRole("button", { name: "New document" }).waitFor();
    // What comes later, such as what this device has of the documents, is there as well.
    await ann.page.waitForLoadState("networkidle");
    const loaded = await ann.page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(loaded.some((name) => name.includes("/home-part-"))).toBe(true);
    expect(loaded.some((name) => name.includes("/device-part-"))).toBe(true);
    expect(loaded.filter((name) => name.includes("/document-part-"))).toEqual([]);
  });

  it("W1 a typed name opens the document of exactly that name", async () => {
    const ann = await atHome();
    await openByName(ann, "Über uns / 50% #1?");
    await ann.isSaved();
    expect(await ann.page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Über uns / 50% #1?",
    );
    expect(await ann.page.title()).toBe("Über uns / 50% #1? – Coscribe");
  });

  it("W1 a pasted link opens its document", async () => {
    const ann = await atHome();
    await openByName(ann, `${ann.origin}/d/team%20notes`);
    await ann.isSaved();
    expect(await ann.page.title()).toBe("team notes – Coscribe");
  });

  it("W1 a name that no document can have is refused with the reason, and the field is ready", async () => {
    const ann = await atHome();
    await openByName(ann, "x".repeat(201));
    const field = ann.page.getByRole("textbox");
    await eventually(() => field.getAttribute("aria-invalid")).toBe("true");
    const described = await field.getAttribute("aria-describedby");
    const message = ann.page.locator(`[id="${described}"]`);
    expect(await message.textContent()).toMatch(/more than 200 bytes/);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(new URL(ann.page.url()).pathname).toBe("/");
  });

  it("W1 an impossible address says why and leads home", async () => {
    const ann = await atHome();
    await ann.page.goto("/d/a//b");
    const heading = ann.page.getByRole("heading", { level: 1 });
    expect(await heading.textContent()).toBe("No document can have this name");
    await ann.page.getByRole("link", { name: "Go to all documents" }).click();
    await ann.page.getByRole("heading", { name: "Coscribe" }).waitFor();
  });

  it("W2 a document that was opened is listed from then on, and leads back", async () => {
    const ann = await atHome();
    await ann.page.getByText("Documents that you open will be listed here.").waitFor();
    await ann.open("a / b");
    await ann.page.getByRole("link", { name: "All documents" }).click();
    const entry = ann.page.getByRole("listitem").getByRole("link");
    expect(await entry.innerText()).toMatch(/^a \/ b\s+just now/);
    await entry.click();
    await ann.isSaved();
    expect(await ann.page.title()).toBe("a / b – Coscribe");
  });

  it("W2 taking a document off the list can be undone, and the focus goes to where that is", async () => {
    const ann = await atHome({ remembers });
    await ann.page.getByRole("button", { name: "Remove notes from this list" }).click();
    await eventually(() => ann.page.getByRole("listitem").count()).toBe(1);
    expect(await ann.focused()).toBe("Undo");
    await ann.press("Enter");
    await eventually(() => ann.page.getByRole("listitem").count()).toBe(2);
    const first = ann.page.getByRole("listitem").first();
    expect(await first.textContent()).toContain("notes");
  });

  it("W2 the focus is on the way back in the moment in which a document is off the list", async () => {
    const ann = await atHome({ remembers });
    const removal = await ann.page.locator(".recents-list").evaluateHandle((list) => {
      const focus = new Promise((resolve) => {
        const watcher = new MutationObserver(() => resolve(document.activeElement?.textContent));
        watcher.observe(list, { childList: true });
      });
      return { focus };
    });
    await ann.page.getByRole("button", { name: "Remove notes from this list" }).click();
    expect(await removal.evaluate(({ focus }) => focus)).toBe("Undo");
  });

  it("W2 a document that never answered is not listed", async () => {
    const ann = await atHome({ isCut: true });
    await ann.page.goto("/d/unreachable");
    await ann.tells(/^Connecting/);
    await ann.page.goto("/");
    await ann.page.getByText("Documents that you open will be listed here.").waitFor();
  });

  itInTheDark("W4 the theme follows the device until one is chosen, which lasts", async () => {
    const ann = await atHome({ colorScheme: "dark" });
    const isDark = (): Promise<boolean> =>
      ann.page.evaluate(() => getComputedStyle(document.body).color !== "rgb(31, 33, 36)");
    expect(await isDark()).toBe(true);
    await ann.page.getByRole("radio", { name: "Light" }).check({ force: true });
    await eventually(isDark).toBe(false);
    await ann.page.reload();
    expect(await isDark()).toBe(false);
    await ann.page.getByRole("radio", { name: "Same as device" }).check({ force: true });
    await eventually(isDark).toBe(true);
  });

  it("W5 the page works where the browser refuses to remember anything", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await ann.page.goto("/");
    await ann.page.getByRole("button", { name: "New document" }).click();
    await ann.isSaved();
    await ann.type("still here");
    expect(await ann.text.textContent()).toBe("still here");
  });
});

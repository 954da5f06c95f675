/** What a document is called: in its bar, in the tab, in the list of documents; and the example. */

import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";

describeWith("the title of a document", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const heading = (ann: Visitor): Locator => ann.page.locator(".chrome h1");

  it("P211 it is the first heading until somebody gives one, for everybody, in the tab and in the list", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    const ben = await visitor(browser, server);
    await ann.open("quick-curlew");
    await ben.open("quick-curlew");
    expect(await heading(ann).innerText()).toBe("quick-curlew");
    await ann.type("# My report");
    await eventually(() => heading(ben).innerText()).toBe("My report");
    await eventually(() => ben.page.title()).toBe("My report – Coscribe");
    await ann.page.getByRole("button", { name: "My report" }).click();
    await ann.page.keyboard.type("Numbers of May");
    await ann.press("Enter");
    expect(await ann.focused()).toMatch(/^Text of/);
    await eventually(() => heading(ben).innerText()).toBe("Numbers of May");
    expect(await ann.text.textContent()).toBe("My report");
    await ben.isSaved();
    await ben.page.goto("/");
    const row = ben.page.locator(".recent");
    await eventually(() => row.locator(".recent-name").innerText()).toMatch(
      /^Numbers of May\s*quick-curlew$/,
    );
  });

  it("P211 Escape leaves it as it was; emptied, it is the first heading again", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    await ann.type("# One");
    await eventually(() => heading(ann).innerText()).toBe("One");
    await ann.page.getByRole("button", { name: "One" }).click();
    await ann.page.keyboard.type("Two");
    await ann.press("Escape");
    await eventually(() => heading(ann).innerText()).toBe("One");
    await eventually(() => ann.focused()).toBe("One");
    await ann.press("Enter");
    await ann.page.keyboard.type("Three");
    await ann.press("Enter");
    await eventually(() => heading(ann).innerText()).toBe("Three");
    await ann.page.getByRole("button", { name: "Three" }).click();
    await ann.press("Delete", "Enter");
    await eventually(() => heading(ann).innerText()).toBe("One");
  });

  it("P212 an empty document offers an example, and one undo takes it back", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    const offer = ann.page.getByRole("button", { name: "Start with an example" });
    await offer.click();
    await eventually(() => ann.text.locator(":scope > *").count()).toBeGreaterThan(15);
    expect(await offer.count()).toBe(0);
    expect(await ann.text.locator("[data-placeholder]").count()).toBe(0);
    expect(await ann.focused()).toMatch(/^Text of/);
    // It is read from its beginning.
    await ann.page.keyboard.type("Well: ");
    await eventually(() => heading(ann).innerText()).toBe("Well: A tour to play with");
    await ann.press("Control+z", "Control+z");
    await eventually(() => ann.text.textContent()).toBe("");
    await offer.waitFor();
  });

  it("P212 the start page leads to an example of one's own", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.goto("/");
    await ann.page.getByRole("button", { name: "See an example" }).click();
    await eventually(() => heading(ann).innerText()).toBe("A tour to play with");
    expect(new URL(ann.page.url()).hash).toBe("");
    await ann.isSaved();
    await ann.page.reload();
    await ann.isEditable();
    await eventually(() => ann.text.getByRole("heading", { level: 1 }).count()).toBe(1);
  });
});

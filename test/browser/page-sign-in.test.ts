/** The page behind a proxy for signing in whose session ends. */

import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { signInProxy } from "../support/sign-in-proxy.ts";
import { testServer } from "../support/test-server.ts";
import { Visitor } from "./page-support.ts";

const pageDirectory = fileURLToPath(new URL("../../server/dist/page", import.meta.url));

describeWith("a page behind a proxy for signing in", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it("P153 says that one has been signed out, leads to where to sign in, and then goes on by itself", async () => {
    const server = await testServer({ pageDirectory });
    const proxy = await signInProxy(server.port);
    const context = await browser.newContext({ baseURL: proxy.origin });
    onTestFinished(() => context.close());
    const ann = new Visitor(await context.newPage(), proxy.origin);
    await ann.open("notes");
    await ann.type("before ");
    await ann.save();
    proxy.expire();
    await ann.type("while signed out");
    const banner = ann.page.getByRole("alert").filter({ hasText: "You have been signed out" });
    await banner.waitFor({ timeout: 15_000 });
    expect(await banner.innerText()).toContain("Nothing of what you have written is lost");
    const opened = context.waitForEvent("page");
    await banner.getByRole("link", { name: "Sign in" }).click();
    const tab = await opened;
    await tab.waitForURL(/\/d\/notes$/);
    await ann.isSaved();
    await banner.waitFor({ state: "detached" });
    expect(await ann.text.textContent()).toBe("before while signed out");
  });
});

/** The page in the client's README, as somebody has it who copies it from there. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import { flowText } from "@coscribe/shared/flow";
import type { Browser } from "playwright-core";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { root } from "../support/source-files.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import { buildSite, makeSite, serveSite } from "./site-support.ts";

/** The first code of this kind in the client's README that mentions `word`. */
function code(kind: string, word: string): string {
  const readme = readFileSync(join(root, "client/README.md"), "utf8");
  const blocks = [...readme.matchAll(/```(\w+)\n(.*?)```/gs)];
  const found = blocks.find(([, language, text]) => language === kind && text?.includes(word));
  if (found?.[2] === undefined) throw new Error(`no ${kind} with ${word} in the README`);
  return found[2];
}

describeWith("the README's page", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  it("E162 runs below a path, built by a bundler, without our server's page", async () => {
    const site = makeSite();
    onTestFinished(() => site.remove());
    const { origin, address } = await serveSite(site);
    const server = await testServer({ allowedOrigins: [origin] });
    await buildSite(site, {
      "index.html": code("html", "<coscribe-editor").replace("ws://localhost:1234", server.url),
      "main.js": code("js", "defineEditorElement"),
    });
    const bob = connect(server.url, "minutes");
    onTestFinished(() => bob.close());

    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(address);
    await page.locator("[contenteditable=true]").click();
    await page.keyboard.type("Agenda");
    await until("the text", () => flowText(bob.doc).toString().includes("Agenda"));
    await page.getByText("All is saved.").waitFor();
    await until("Ada", () => bob.participants.some(({ user }) => user?.name === "Ada"));
    expect(await page.getByRole("toolbar").count()).toBe(1);
  });
});

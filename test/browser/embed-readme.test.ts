/** The page in the client's README, as somebody has it who copies it from there. */

import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import { flowText } from "@coscribe/shared/flow";
import type { Browser } from "playwright-core";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { readmeBlock } from "../support/readme-program.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";
import { buildSite, makeSite, serveSite } from "./site-support.ts";

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
      "index.html": readmeBlock("client/README.md", "<coscribe-editor", "html").replace(
        "ws://localhost:1234",
        server.url,
      ),
      "main.js": readmeBlock("client/README.md", "defineEditorElement", "js"),
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

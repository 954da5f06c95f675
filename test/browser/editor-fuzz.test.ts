/**
 * Two or three people with real editors in a real browser do everything at once, by chance, with
 * carets shown and not. SEED=n replays one round; the long test plays more of them.
 */

import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { styleSheet } from "../support/style-sheet.ts";
import type { FuzzPage } from "./editor-fuzz-page.ts";
import { openPageWith } from "./support-bundle.ts";

declare const fuzzPage: FuzzPage;

const rounds = process.env["COSCRIBE_LONG"] === "1" ? 10_000 : 300;

/** Rounds of one test: so few that the runner hears of it now and then. */
const batch = 50;

const turns = 50;

/** The seeds of all rounds, some for each test. */
function batches(): number[][] {
  const { SEED: one } = process.env;
  if (one !== undefined) return [[Number(one)]];
  return Array.from({ length: rounds / batch }, (_, i) =>
    Array.from({ length: batch }, (__, k) => i * batch + k + 1),
  );
}

describeWith("everybody does everything on a screen", findBrowser(), (launch) => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    const entry = fileURLToPath(new URL("editor-fuzz-page.ts", import.meta.url));
    page = await openPageWith(browser, entry);
    await page.addStyleTag({ content: styleSheet("client/src/editor/editor.css") });
    page.on("pageerror", ({ stack, message }) => complaints.push(stack ?? message));
    page.on("console", (message) => complaints.push(message.text()));
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each(batches().map((seeds) => [seeds[0], seeds] as const))(
    "E3 no letter is lost or doubled, and every DOM says what its state says (%i)",
    async (_, seeds) => {
      let letters = 0;
      let ownEdits = 0;
      for (const seed of seeds) {
        const result = await page.evaluate((args) => fuzzPage.fuzz(...args), [
          seed,
          turns,
        ] as const);
        expect(result.faults, `SEED=${seed}`).toEqual([]);
        expect(complaints, `SEED=${seed}`).toEqual([]);
        letters += result.letters;
        ownEdits += result.ownEdits;
      }
      expect(ownEdits).toBeGreaterThan((seeds.length - 1) * 3);
      expect(letters).toBeGreaterThan((seeds.length - 1) * 25);
    },
    120_000,
  );
});

/**
 * Two or three people with real editors in a real browser do everything at once, by chance, with
 * carets shown and not. SEED=n replays one round; the long test plays more of them.
 */

import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowsers, engines } from "../support/browser.ts";
import type { TestPage } from "../support/test-page.ts";
import type { FuzzPage } from "./editor-fuzz-page.ts";
import { EditorBrowser } from "./editor-support.ts";

declare const fuzzPage: FuzzPage;

/** Rounds of one test: so few that the runner hears of it now and then. */
const batch = 25;

const turns = 50;

/** The seeds of so many rounds, some for each test. */
function batches(rounds: number): number[][] {
  const { SEED: one } = process.env;
  if (one !== undefined) return [[Number(one)]];
  return Array.from({ length: rounds / batch }, (_, i) =>
    Array.from({ length: batch }, (__, k) => i * batch + k + 1),
  );
}

describeInBrowsers("everybody does everything on a screen", engines, (launch, engine) => {
  const isLong = process.env["COSCRIBE_LONG"] === "1";
  const isChromium = engine === "Chromium";
  const rounds = isLong ? (isChromium ? 9_000 : 1_500) : isChromium ? 50 : 25;
  let browser: EditorBrowser;
  let page: TestPage;

  beforeAll(async () => {
    browser = await EditorBrowser.open(launch, "editor-fuzz-page.ts");
    page = await browser.page();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each(batches(rounds).map((seeds) => [seeds[0], seeds] as const))(
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
        expect(await page.evaluate(() => fuzzPage.complaints), `SEED=${seed}`).toEqual([]);
        letters += result.letters;
        ownEdits += result.ownEdits;
      }
      expect(ownEdits).toBeGreaterThan((seeds.length - 1) * 3);
      expect(letters).toBeGreaterThan((seeds.length - 1) * 25);
    },
    120_000,
  );
});

/**
 * The promise behind "it is safe to leave", kept through crashes: tabs of one device come, type,
 * crash and go while the network comes and goes. Whatever was said to be safe is found by the next
 * tab, once. `COSCRIBE_LONG=1` goes on for longer, `SEED=n` replays the choices of a run, though not
 * the timing of the machine.
 */

import { expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { Random } from "../support/random.ts";
import { until } from "../support/until.ts";
import { Device, offlineScript, type Tab } from "./offline-support.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const steps = isLong ? 1_500 : 120;
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** A tab, what was typed in it, and how much of that was said to be safe. */
interface Typist {
  readonly tab: Tab;
  readonly words: string[];
  safe: number;
}

describeWith("what is safe", findBrowser(), (launch) => {
  it(
    `C7 is there after crashes, ${steps} steps (seed ${seed})`,
    { timeout: isLong ? 900_000 : 120_000, retry: 0 },
    async () => {
      const random = new Random(seed);
      const browser = await launch();
      onTestFinished(() => browser.close());
      const device = await Device.start(browser, await offlineScript());
      const open: Typist[] = [];
      const all: Typist[] = [];

      const come = async (): Promise<void> => {
        const tab = await device.tab();
        const typist: Typist = { tab, words: [], safe: 0 };
        await tab.page.exposeFunction("wordsAreSafe", (count: number) => {
          typist.safe = Math.max(typist.safe, count);
        });
        await tab.run((page, url) => page.open(url, "doc"), device.url);
        open.push(typist);
        all.push(typist);
      };
      const type = async (typist: Typist): Promise<void> => {
        const name = all.indexOf(typist);
        const words = Array.from(
          { length: 1 + random.below(40) },
          (_, index) => `<${name}.${typist.words.length + index}>`,
        );
        typist.words.push(...words);
        await typist.tab.type(...words);
      };
      const go = async (typist: Typist): Promise<void> => {
        open.splice(open.indexOf(typist), 1);
        if (random.chance(0.7)) await typist.tab.crash();
        else await typist.tab.close();
      };

      for (let step = 0; step < steps; step++) {
        if (open.length === 0 || (open.length < 3 && random.chance(0.1))) await come();
        else if (random.chance(0.1)) await go(random.pick(open));
        else if (random.chance(0.2)) random.pick([() => device.cut(), () => device.heal()])();
        else await type(random.pick(open));
      }
      device.cut();
      while (open.length > 0) await go(open[0]!);

      const last = await device.open();
      expect(await last.run((page) => page.loaded())).toBe("device");
      const words = (await last.text()).match(/<[^>]*>/g) ?? [];
      expect(new Set(words).size, "words that are there twice").toBe(words.length);
      const there = new Set(words);
      const lost = all.flatMap((typist) =>
        typist.words.slice(0, typist.safe).filter((word) => !there.has(word)),
      );
      expect(lost).toEqual([]);
      device.heal();
      await last.saved();
      const stranger = await device.stranger();
      await until("the same text", async () => {
        return stranger.doc.getText("text").toString() === (await last.text());
      });
      // The run was about something.
      expect(all.length).toBeGreaterThan(2);
      expect(all.reduce((sum, { safe }) => sum + safe, 0)).toBeGreaterThan(steps);
      for (const { tab } of all) expect(tab.problems).toEqual([]);
    },
  );
});

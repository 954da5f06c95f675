/** A large paste: ten thousand lines of plain text into an empty document. */

import type { Browser } from "playwright-core";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import type { Comparison, Figures } from "../workload.ts";
import { BrowserPage } from "./browser-page.ts";
import type { PageFiles } from "./bundle.ts";
import { editors, type EditorContestant, type EditorName } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import type { BenchPage } from "./pages/bench-page.ts";

/** The page's global, in functions that run there. */
declare const benchPage: BenchPage;

/** Each of a hundred letters, so that it is a megabyte. */
const lines: readonly string[] = Array.from({ length: 10_000 }, (_, number) =>
  `${number} ${"pebble harbour window lantern orchard meadow ".repeat(3)}`.slice(0, 100).trim(),
);

/** What is told of it. */
export const pasteComparison: Comparison<EditorName> = {
  name: "paste",
  title: "10,000 lines pasted",
  contestants: editors.filter(({ isEditor }) => isEditor).map(({ name }) => name),
  metrics: [
    { key: "paste", title: "main thread", unit: "ms" },
    { key: "longestTask", title: "longest time that the page is frozen", unit: "ms" },
  ],
  targets: [{ metric: "paste", against: "tiptap", atMost: 0.8 }],
};

/** See the head of this file. Throws if a line is missing in the end. */
export async function paste(
  { name }: EditorContestant,
  files: PageFiles,
  launch: () => Promise<Browser>,
): Promise<Figures> {
  const opened = await BrowserPage.open(launch, files, encodeStateAsUpdate(new Doc()));
  const { page } = opened;
  try {
    await page.evaluate(() => benchPage.load());
    await page.evaluate(() => benchPage.open(0));
    await opened.rest();
    await page.locator("[contenteditable=true]").first().click();
    await opened.rest();
    const cost = await opened.costOf(() =>
      page.evaluate((text) => benchPage.paste(text), lines.join("\n")),
    );
    const longestTask = await page.evaluate(() => benchPage.longestTask());
    const doc = new Doc();
    applyUpdate(doc, Uint8Array.from(await page.evaluate(() => benchPage.state())));
    const stored = documentKinds[name].read(doc).filter((text) => text !== "");
    const wrong = lines.findIndex((line, index) => line !== stored[index]);
    if (wrong !== -1) throw new Error(`line ${wrong} is "${stored[wrong]}", not "${lines[wrong]}"`);
    return { paste: cost, longestTask };
  } finally {
    await opened.close();
  }
}

/** One editor, once, with one document: what it costs. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { applyUpdate, Doc } from "yjs";
import { scriptMs } from "../profile.ts";
import { median } from "../statistics.ts";
import type { Figures } from "../workload.ts";
import { BrowserPage } from "./browser-page.ts";
import type { PageFiles } from "./bundle.ts";
import type { EditorContestant } from "./contestants.ts";
import { documentKinds } from "./documents.ts";
import type { BenchPage } from "./pages/bench-page.ts";
import { editNames, nameOf, type Traffic } from "./traffic.ts";

/** The page's global, in functions that run there. */
declare const benchPage: BenchPage;

/** Keys typed, and edits received, before any are measured, so that what is measured is compiled. */
const warmUps = 10;
const keys = 40;
/** Sampling makes them dearer, so they are others. */
const profiledKeys = 20;
/** From one key to the next: a fast typist's, and time for some frames. */
const keyEveryMs = 40;

/** See the head of this file. Throws if the document is wrong in the end. */
export async function measure(
  editor: EditorContestant,
  files: PageFiles,
  traffic: Traffic,
  launch: () => Promise<Browser>,
): Promise<Figures> {
  const opened = await BrowserPage.open(launch, files, traffic.state);
  try {
    const { opening, memory, empty } = await open(opened, traffic);
    const typing = await type(opened, traffic);
    const edits: Record<string, number> = {};
    for (const name of editNames) {
      // oxlint-disable-next-line no-await-in-loop -- each edit needs those before
      Object.assign(edits, await receive(opened, traffic, name));
    }
    const used = (await opened.memory()).all - empty;
    await check(opened, editor, traffic, typing.typed);
    return {
      ...opening,
      ...memory,
      ...typing.figures,
      ...edits,
      usedMemory: used / mega,
      ...(await arrive(files, traffic, launch)),
    };
  } finally {
    await opened.close();
  }
}

/** Opens a page, mounts the editor on its document and shows the others, as before typing. */
export async function open(
  opened: BrowserPage,
  traffic: Traffic,
): Promise<{ readonly opening: Figures; readonly memory: Figures; readonly empty: number }> {
  const { page } = opened;
  await page.evaluate(() => benchPage.load());
  await opened.rest();
  const empty = await opened.memory();
  const { letters } = traffic;
  let drawnMs = 0;
  const cost = await opened.costOf(async () => {
    drawnMs = await page.evaluate((length) => benchPage.open(length), letters);
  });
  await page.evaluate((carets) => benchPage.meet(carets), traffic.carets.map(toNumbers));
  await opened.rest();
  const full = await opened.memory();
  return {
    opening: { opening: cost, openingDrawn: drawnMs },
    memory: {
      memory: (full.all - empty.all) / mega,
      scriptMemory: (full.script - empty.script) / mega,
    },
    empty: empty.all,
  };
}

/** Puts the caret at the end of one's own paragraph, with the mouse. */
export async function placeCaret({ page }: BrowserPage, traffic: Traffic): Promise<void> {
  const place = await page.evaluate((number) => benchPage.showEnd(number), traffic.ownParagraph);
  await page.mouse.click(place.x, place.y);
}

/** Types so many letters with the keyboard. Returns them. */
export async function typeKeys({ page }: BrowserPage, count: number): Promise<string> {
  let typed = "";
  for (let key = 0; key < count; key++) {
    const letter = String.fromCodePoint(97 + (key % 26));
    /* oxlint-disable no-await-in-loop -- one after the other */
    await page.keyboard.press(letter);
    await sleep(keyEveryMs);
    /* oxlint-enable no-await-in-loop */
    typed += letter;
  }
  return typed;
}

async function type(
  opened: BrowserPage,
  traffic: Traffic,
): Promise<{ readonly figures: Figures; readonly typed: string }> {
  await placeCaret(opened, traffic);
  let typed = await typeKeys(opened, warmUps);
  await opened.rest();
  const cost = await opened.costOf(async () => {
    typed += await typeKeys(opened, keys);
  });
  const profile = await opened.profile(async () => {
    typed += await typeKeys(opened, profiledKeys);
  });
  return {
    figures: { key: cost / keys, keyScript: scriptMs(profile) / profiledKeys },
    typed,
  };
}

async function receive(
  opened: BrowserPage,
  traffic: Traffic,
  name: (typeof editNames)[number],
): Promise<Figures> {
  const all = traffic.edits[name].map(toNumbers);
  const apply = (updates: typeof all): Promise<readonly number[]> =>
    opened.page.evaluate((batch) => benchPage.receive(batch), updates);
  await apply(all.slice(0, warmUps));
  await opened.rest();
  const measured = all.slice(warmUps);
  let times: readonly number[] = [];
  const cost = await opened.costOf(async () => {
    times = await apply(measured);
  });
  return { [name]: median(times), [`${name}Cpu`]: cost / measured.length };
}

/** A page of its own, in which the document comes to an editor that is there already. */
async function arrive(
  files: PageFiles,
  traffic: Traffic,
  launch: () => Promise<Browser>,
): Promise<Figures> {
  const opened = await BrowserPage.open(launch, files, traffic.state);
  try {
    await opened.page.evaluate(() => benchPage.load());
    await opened.page.evaluate(() => benchPage.mountEmpty());
    await opened.rest();
    const cost = await opened.costOf(() =>
      opened.page.evaluate((length) => benchPage.arrive(length), traffic.letters),
    );
    return { arriving: cost };
  } finally {
    await opened.close();
  }
}

/** What is stored must be what everybody wrote, and what is drawn must be what is stored. */
async function check(
  { page }: BrowserPage,
  { name, isEditor }: EditorContestant,
  { ownParagraph, texts }: Traffic,
  typed: string,
): Promise<void> {
  const doc = new Doc();
  applyUpdate(doc, Uint8Array.from(await page.evaluate(() => benchPage.state())));
  const stored = documentKinds[name].read(doc);
  const isOwn = (text: string): boolean => text.startsWith(`${ownParagraph} `);
  const expected = texts.map((text) => (isOwn(text) && isEditor ? text + typed : text));
  const wrong = expected.findIndex((text, index) => text !== stored[index]);
  if (wrong !== -1) {
    throw new Error(`paragraph ${wrong} is "${stored[wrong]}" and not "${expected[wrong]}"`);
  }
  if (!isEditor) return;
  const isMet = await page.evaluate((person) => benchPage.shows(person), nameOf(0));
  if (!isMet) throw new Error(`the caret of ${nameOf(0)} is not drawn`);
  const drawn = await page.evaluate((number) => benchPage.textOf(number), ownParagraph);
  if (drawn !== expected.find(isOwn)) throw new Error(`"${drawn}" is drawn`);
}

const mega = 1_000_000;

function toNumbers(bytes: Uint8Array): number[] {
  return [...bytes];
}

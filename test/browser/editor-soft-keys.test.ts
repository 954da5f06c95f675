/**
 * Enter and Backspace of keyboards on a screen, which send a key without a name and let the browser do its
 * own command: in every kind of block and at every place they do what the key does.
 */

import type { CDPSession, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { describeInBrowsers, inPlaywright } from "../support/browser.ts";
import type { Block, EditorPage } from "./editor-page.ts";
import { openEditors } from "./editor-support.ts";

declare const editorPage: EditorPage;

const kinds: Readonly<Record<string, Record<string, unknown>>> = {
  paragraph: {},
  heading: { kind: "heading", level: 2 },
  bullet: { kind: "bullet", indent: 1 },
  numbered: { kind: "numbered" },
  task: { kind: "task", checked: true },
  toggle: { kind: "toggle" },
  quotation: { frame: "quote" },
  callout: { frame: "note", kind: "bullet" },
  code: { kind: "code" },
};

const places = ["start", "middle", "end", "empty"] as const;

const commands = { Enter: "insertNewline", Backspace: "deleteBackward", Delete: "deleteForward" };

describeInBrowsers("keys of keyboards on a screen", ["Chromium"], (launch) => {
  const editors = openEditors(launch);
  let page: Page;
  let cdp: CDPSession;

  beforeAll(async () => {
    page = inPlaywright(editors.page);
    cdp = await page.context().newCDPSession(page);
  });

  async function begin(attrs: Record<string, unknown>, place: string): Promise<void> {
    const text = place === "empty" ? "" : "one two";
    const blocks: Block[] = ["before", [attrs, text], "after"];
    await editors.start(["ann"], blocks);
    const at = { start: 0, middle: 3, end: 7, empty: 0 }[place]!;
    await editors.selectText(1, at);
  }

  async function pressSoft(key: keyof typeof commands): Promise<void> {
    const unnamed = { key: "Unidentified", code: "", windowsVirtualKeyCode: 229 };
    await cdp.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      ...unnamed,
      commands: [commands[key]],
    });
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...unnamed });
  }

  /** What is shown and stored after the key, and after a letter behind it. */
  async function told(): Promise<unknown> {
    const lines = (): Promise<unknown> => page.evaluate(() => editorPage.lines("ann"));
    const after = await lines();
    await page.keyboard.type("x");
    return [after, await lines()];
  }

  describe.each(Object.entries(kinds))("in a block of the kind %s", (_name, attrs) => {
    it.each(Object.keys(commands) as (keyof typeof commands)[])(
      "E240 %s does what the key does at the start, in the middle, at the end and where nothing is",
      async (key) => {
        for (const place of places) {
          await begin(attrs, place);
          await page.keyboard.press(key);
          const byKey = await told();
          await begin(attrs, place);
          await pressSoft(key);
          expect(await told(), place).toEqual(byKey);
        }
      },
    );
  });
});

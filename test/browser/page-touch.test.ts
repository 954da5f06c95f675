/** What fingers do with blocks: a real touch screen, as far as a browser can be told to have one. */

import type { Browser, CDPSession, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import type { TestServer } from "../support/test-server.ts";
import {
  eventually,
  pageServer,
  phone,
  visitor,
  type Visitor,
  type VisitorOptions,
} from "./page-support.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the screen of a visitor. */
class Touch {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of({ page }: Visitor): Promise<Touch> {
    return new Touch(await page.context().newCDPSession(page));
  }

  /** These fingers are on the screen now, the first of them the first that came. */
  async down(...points: readonly Point[]): Promise<void> {
    await this.#send("touchStart", points);
  }

  async move(...points: readonly Point[]): Promise<void> {
    await this.#send("touchMove", points);
  }

  async up(): Promise<void> {
    await this.#send("touchEnd", []);
  }

  async cancel(): Promise<void> {
    await this.#send("touchCancel", []);
  }

  async #send(
    type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel",
    points: readonly Point[],
  ): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
    await this.#session.send("Input.dispatchTouchEvent", { type, touchPoints });
  }
}

describeWith("fingers on blocks", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Somebody with a touch screen, in a document with these lines. */
  async function holder(
    server: TestServer,
    lines: readonly string[],
    device: VisitorOptions = phone,
  ): Promise<Visitor> {
    const ann = await visitor(browser, server, device);
    const menus = ann.page.waitForResponse(/menus-part-.*\.js$/);
    await ann.open("notes");
    await menus;
    await ann.type(lines.join("\n"));
    await ann.drawn();
    return ann;
  }

  const handleOf = (ann: Visitor): Locator => ann.page.locator(".coscribe-touch-handle");
  const dropLineOf = (ann: Visitor): Locator => ann.page.locator(".coscribe-drop-line");
  const linesOf = async (ann: Visitor): Promise<string[]> =>
    ann.text.locator(":scope > *").allTextContents();
  const lineOf = (ann: Visitor, text: string): Locator => ann.text.getByText(text, { exact: true });

  async function middleOf(place: Locator): Promise<Point> {
    const box = (await place.boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Taps the line, and waits for its handle. */
  async function handleAt(ann: Visitor, text: string): Promise<Point> {
    const line = lineOf(ann, text);
    await line.tap();
    const { y } = await middleOf(line);
    await eventually(async () => Math.abs((await middleOf(handleOf(ann))).y - y) < 30).toBe(true);
    return middleOf(handleOf(ann));
  }

  /** Stays on the handle of the line until it is held. */
  async function hold(ann: Visitor, touch: Touch, text: string): Promise<Point> {
    const at = await handleAt(ann, text);
    await touch.down(at);
    await ann.page.locator(".coscribe-touch-handle[data-held=true]").waitFor();
    return at;
  }

  it("E270 a tap in a line brings its handle, 44 px in size, and a tap on that the menu of the block", async () => {
    const ann = await holder(await pageServer(), ["one", "two", "three"]);
    expect(await handleOf(ann).count()).toBe(0);
    await handleAt(ann, "one");
    const box = (await handleOf(ann).boundingBox())!;
    expect([box.width, box.height]).toEqual([44, 44]);
    expect(box.x + box.width).toBe(360);
    await handleOf(ann).tap();
    await ann.page.getByRole("menuitem", { name: "Move to the bottom" }).tap();
    await eventually(() => linesOf(ann)).toEqual(["two", "three", "one"]);
    await eventually(() => handleOf(ann).count()).toBe(1);
    await ann.text.getByText("two").click();
    await eventually(() => handleOf(ann).count()).toBe(0);
  });

  it("E270 its target covers no letter where there is room, and its sign never does", async () => {
    const full = "Words and words and some more words up to the edge of it. ".repeat(5);
    const ann = await holder(await pageServer(), ["short", `${full}end`, "- a line of a list"]);
    for (const block of await ann.text.locator(":scope > *").all()) {
      await block.tap({ position: { x: 60, y: 10 } });
      await ann.drawn();
      const handle = (await handleOf(ann).boundingBox())!;
      const sign = (await handleOf(ann).locator("svg").boundingBox())!;
      const letters = await ann.text.evaluate((text) => {
        const range = document.createRange();
        const found: { x: number; y: number; right: number; bottom: number }[] = [];
        const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
          range.selectNodeContents(node);
          for (const { x, y, right, bottom } of range.getClientRects()) {
            found.push({ x, y, right, bottom });
          }
        }
        return found;
      });
      const on = (box: typeof handle): typeof letters =>
        letters.filter(
          ({ x, y, right, bottom }) =>
            x < box.x + box.width && right > box.x && y < box.y + box.height && bottom > box.y,
        );
      expect(on(sign)).toEqual([]);
      expect(on(handle)).toEqual([]);
    }
  });

  it("E271 a finger that stays on the handle drags the block, and what others type in it comes along", async () => {
    const server = await pageServer();
    const ann = await holder(server, ["one", "two", "three"]);
    const ben = await visitor(browser, server);
    await ben.open("notes");
    await ann.page.evaluate(() => {
      navigator.vibrate = () => {
        document.documentElement.dataset["felt"] = "yes";
        return true;
      };
    });
    const touch = await Touch.of(ann);
    const at = await hold(ann, touch, "three");
    expect(await ann.page.locator("html").getAttribute("data-felt")).toBe("yes");
    const first = await middleOf(lineOf(ann, "one"));
    await touch.move({ x: at.x, y: at.y - 40 });
    await lineOf(ben, "three").click();
    await ben.press("End");
    await ben.page.keyboard.type(" and four");
    await eventually(() => linesOf(ann)).toContain("three and four");
    await touch.move({ x: at.x, y: first.y - 12 });
    await dropLineOf(ann).waitFor();
    await ben.page.keyboard.type("!");
    await touch.up();
    await eventually(() => linesOf(ann)).toEqual(["three and four!", "one", "two"]);
    await eventually(() => linesOf(ben)).toEqual(["three and four!", "one", "two"]);
    await ben.page.keyboard.type("?");
    await eventually(() => linesOf(ann)).toEqual(["three and four!?", "one", "two"]);
    expect(await dropLineOf(ann).count()).toBe(0);
    expect(await ann.page.getByRole("menu").count()).toBe(0);
  });

  it("E271 it drags at once where it moves, scrolls at the edge of what is seen, and the page stays otherwise", async () => {
    const filler = Array.from({ length: 60 }, (_, line) => `line ${line}`);
    const ann = await holder(await pageServer(), filler);
    const touch = await Touch.of(ann);
    await lineOf(ann, "line 30").scrollIntoViewIfNeeded();
    const at = await handleAt(ann, "line 30");
    const scrolled = (): Promise<number> => ann.page.evaluate(() => scrollY);
    const before = await scrolled();
    await touch.down(at);
    await touch.move({ x: at.x, y: 400 });
    await dropLineOf(ann).waitFor();
    expect(await scrolled()).toBe(before);
    await touch.move({ x: at.x, y: 60 });
    await eventually(scrolled).toBe(0);
    await touch.up();
    await eventually(async () => (await linesOf(ann)).indexOf("line 30")).toBeLessThan(3);
    expect((await linesOf(ann)).length).toBe(60);
  });

  it.each<[string, (touch: Touch, ann: Visitor, at: Point) => Promise<unknown>]>([
    ["the system", (touch) => touch.cancel()],
    ["a second finger", (touch, _ann, { x, y }) => touch.down({ x, y }, { x: 100, y: 500 })],
    ["Escape", (_touch, ann) => ann.press("Escape")],
    [
      "a window that loses the focus",
      (_touch, ann) => ann.page.evaluate(() => dispatchEvent(new Event("blur"))),
    ],
  ])("E271 %s ends it, and nothing has moved", async (what, interrupt) => {
    const ann = await holder(await pageServer(), ["one", "two", "three"]);
    const touch = await Touch.of(ann);
    const at = await hold(ann, touch, "three");
    const first = await middleOf(lineOf(ann, "one"));
    const there = { x: at.x, y: first.y - 12 };
    await touch.move(there);
    await dropLineOf(ann).waitFor();
    await interrupt(touch, ann, there);
    await eventually(() => dropLineOf(ann).count()).toBe(0);
    if (what !== "the system") await touch.up();
    await ann.drawn();
    expect(await linesOf(ann)).toEqual(["one", "two", "three"]);
    expect(await ann.page.getByRole("menu").count()).toBe(0);
  });

  it("E271 a swipe that begins there moves nothing, nor does a finger that only rests", async () => {
    const ann = await holder(await pageServer(), ["one", "two", "three"]);
    const touch = await Touch.of(ann);
    await hold(ann, touch, "three");
    await touch.up();
    await ann.drawn();
    expect(await linesOf(ann)).toEqual(["one", "two", "three"]);
    expect(await ann.page.getByRole("menu").count()).toBe(0);
    const at = await handleAt(ann, "three");
    // All of it within a moment, as no driver can promise: what a finger would have sent.
    await handleOf(ann).evaluate((handle, { x, y }) => {
      const send = (type: string, clientY: number): void => {
        const finger = { pointerId: 1, pointerType: "touch", isPrimary: true, bubbles: true };
        handle.setPointerCapture = () => undefined;
        handle.dispatchEvent(new PointerEvent(type, { ...finger, clientX: x, clientY }));
      };
      send("pointerdown", y);
      send("pointermove", y - 100);
      send("pointerup", y - 100);
    }, at);
    await ann.drawn();
    expect(await linesOf(ann)).toEqual(["one", "two", "three"]);
  });

  it("E272 a finger that stays on the text is the browser's, and the handle makes way for what it selects", async () => {
    const ann = await holder(await pageServer(), ["one", "several words here"]);
    const touch = await Touch.of(ann);
    await handleAt(ann, "several words here");
    await ann.page.evaluate(() => {
      const keep = (event: Event): void => {
        document.documentElement.dataset[event.type] = String(event.defaultPrevented);
      };
      for (const type of ["touchstart", "pointerdown"]) addEventListener(type, keep);
    });
    const { x, y } = (await lineOf(ann, "several words here").boundingBox())!;
    await touch.down({ x: x + 80, y: y + 14 });
    const told = (): Promise<unknown> =>
      ann.page.evaluate(() => {
        const { touchstart, pointerdown } = document.documentElement.dataset;
        return { touchstart, pointerdown };
      });
    await eventually(told).toEqual({ touchstart: "false", pointerdown: "false" });
    expect(await ann.page.locator("[data-held=true]").count()).toBe(0);
    await touch.up();
    await ann.page.evaluate(() => getSelection()?.modify("extend", "backward", "word"));
    await eventually(() => handleOf(ann).count()).toBe(0);
  });

  it("E270 it is where the lines of its block end, and not where nothing can be changed", async () => {
    const device = { ...phone, canBeCut: true };
    const ann = await holder(await pageServer(), ["one", "שתיים"], device);
    await handleAt(ann, "שתיים");
    await eventually(async () => (await handleOf(ann).boundingBox())!.x).toBe(0);
    await ann.page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await handleAt(ann, "one");
    await eventually(async () => (await handleOf(ann).boundingBox())!.x).toBe(360 - 44);
    await ann.refuse(4410, "It has been deleted.");
    await eventually(() => handleOf(ann).count()).toBe(0);
  });

  it("E270 it stands in the margin where there is one", async () => {
    const tablet = { viewport: { width: 1000, height: 740 }, isMobile: true, hasTouch: true };
    const ann = await holder(await pageServer(), ["one", "two"], tablet);
    await handleAt(ann, "two");
    const box = (await handleOf(ann).boundingBox())!;
    const text = (await ann.text.boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(text.x);
  });
});

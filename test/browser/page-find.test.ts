/** Finding and replacing on the page. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { eventually, pageServer, phone, visitor, type Visitor } from "./page-support.ts";

describeWith("the find bar", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Somebody in a document of these lines, with the caret at its beginning. */
  async function reader(lines: readonly string[], options = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), options);
    await ann.open("notes");
    await ann.text.click();
    await ann.page.evaluate(async (text) => navigator.clipboard.writeText(text), lines.join("\n"));
    await ann.press("Control+v", "Control+Home");
    await eventually(() => ann.page.locator(".coscribe-text > *").count()).toBe(lines.length);
    return ann;
  }

  const countOf = ({ page }: Visitor): Promise<string> => page.locator(".find-count").innerText();

  /** What the browser paints as matches, the current one last. */
  const painted = async ({ page }: Visitor): Promise<string[]> =>
    page.evaluate(() => {
      const textsIn = (name: string): string[] => [...(CSS.highlights.get(name) ?? [])].map(String);
      return [...textsIn("coscribe-match"), "|", ...textsIn("coscribe-current-match")];
    });

  const selected = ({ page }: Visitor): Promise<string> =>
    page.evaluate(() => String(getSelection()));

  it("P200 finds while one types, goes on with Enter and back, and Escape leaves the match selected", async () => {
    const ann = await reader(["one cat", "two", "Cats and a cat"]);
    await ann.press("Control+f");
    await ann.page.keyboard.type("cat");
    await eventually(() => countOf(ann)).toBe("1 of 3");
    await eventually(() => painted(ann)).toEqual(["cat", "Cat", "cat", "|", "cat"]);
    await ann.press("Enter");
    await eventually(() => countOf(ann)).toBe("2 of 3");
    await ann.press("Shift+Enter", "Shift+Enter");
    await eventually(() => countOf(ann)).toBe("3 of 3");
    await ann.press("Alt+c");
    await eventually(() => countOf(ann)).toBe("2 of 2");
    await ann.press("Escape");
    expect(await selected(ann)).toBe("cat");
    expect(await painted(ann)).toEqual(["|"]);
    await ann.page.keyboard.type("dog");
    await eventually(() => ann.text.innerText()).toContain("Cats and a dog");
    expect(ann.problems).toEqual([]);
  });

  it("P200 begins with what is selected, and goes on from the text with the keys for that", async () => {
    const ann = await reader(["cat dog cat", "cat"]);
    await ann.press("Control+ArrowRight", "ArrowRight", "Control+Shift+ArrowRight");
    await ann.drawn();
    expect(await selected(ann)).toBe("dog");
    await ann.press("Control+f");
    await eventually(() => countOf(ann)).toBe("1 of 1");
    await ann.page.keyboard.type("cat");
    await eventually(() => countOf(ann)).toBe("2 of 3");
    await ann.text.click({ position: { x: 2, y: 60 } });
    await eventually(() => countOf(ann)).toBe("3 found");
    await ann.press("Control+g");
    await eventually(() => countOf(ann)).toMatch(/^[123] of 3$/);
    expect(await ann.page.evaluate(() => document.activeElement?.className)).toContain(
      "coscribe-text",
    );
  });

  it("P200 says what cannot be used, and what was not found", async () => {
    const ann = await reader(["some text"]);
    await ann.press("Control+f");
    await ann.page.keyboard.type("nothing");
    await eventually(() => countOf(ann)).toBe("Nothing found");
    await ann.page.getByRole("button", { name: "Regular expression" }).click();
    await ann.page.getByRole("textbox", { name: "Find" }).fill("(text");
    await eventually(() => countOf(ann)).toBe("A closing ) is missing");
    await ann.page.getByRole("textbox", { name: "Find" }).fill("\\w+");
    await eventually(() => countOf(ann)).toBe("1 of 2");
  });

  it("P201 replaces one after the other, or all at once, which one undo takes back", async () => {
    const ann = await reader(["a colour", "colour and colour"]);
    await ann.press("Control+Alt+f");
    await ann.page.keyboard.type("colour");
    await eventually(() => countOf(ann)).toBe("1 of 3");
    const field = ann.page.getByRole("textbox", { name: "Replace with" });
    await field.fill("color");
    await field.press("Enter");
    await eventually(() => countOf(ann)).toBe("1 of 2");
    expect(await ann.text.innerText()).toContain("a color");
    await ann.page.getByRole("button", { name: "Replace all" }).click();
    await eventually(() => countOf(ann)).toBe("Nothing found");
    expect(await ann.page.locator(".coscribe-toast").innerText()).toBe("2 places were replaced.");
    await ann.press("Escape", "Control+z");
    await eventually(() => ann.text.innerText()).toMatch(/a color\n+colour and colour/);
  });

  it("P202 stays at its match while others write, and counts what they wrote", async () => {
    const server = await pageServer();
    const ann = await visitor(browser, server);
    await ann.open("notes");
    await ann.type("first cat, second cat");
    await ann.press("Control+f");
    await ann.page.keyboard.type("cat");
    await eventually(() => countOf(ann)).toBe("1 of 2");
    await ann.press("Enter");
    const ben = await visitor(browser, server);
    await ben.open("notes");
    await ben.text.click();
    await ben.press("Control+Home");
    await ben.page.keyboard.type("a cat, ");
    await eventually(() => countOf(ann)).toBe("3 of 3");
    await ann.press("Escape");
    expect(await selected(ann)).toBe("cat");
    await ann.page.keyboard.type("dog");
    await eventually(() => ben.text.innerText()).toBe("a cat, first cat, second dog");
  });

  it("P203 in a long document it finds what was never drawn, and brings it into the window", async () => {
    const lines = Array.from({ length: 1_500 }, (_, i) => `line ${i}${" and more".repeat(i % 40)}`);
    const ann = await reader([...lines, "the needle", ...lines]);
    await ann.press("Control+f");
    await ann.page.keyboard.type("needle");
    await eventually(() => countOf(ann)).toBe("1 of 1");
    await eventually(() =>
      ann.page.evaluate(() => {
        const [match] = CSS.highlights.get("coscribe-current-match") ?? [];
        const rect = (match as Range | undefined)?.getBoundingClientRect();
        return rect !== undefined && rect.top > 100 && rect.bottom < innerHeight;
      }),
    ).toBe(true);
    await ann.page.getByRole("textbox", { name: "Find" }).fill("line");
    await eventually(() => countOf(ann)).toMatch(/ of 3,000$/);
    const count = await ann.page.evaluate(() => CSS.highlights.get("coscribe-match")?.size ?? 0);
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(500);
  });

  it("P203 a browser without highlights shows the same with decorations", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.page.addInitScript(() => Reflect.deleteProperty(CSS, "highlights"));
    await ann.open("notes");
    await ann.type("cat cat dog");
    await ann.press("Control+f");
    await ann.page.keyboard.type("cat");
    const shown = (): Promise<string[]> =>
      ann.page
        .locator(".coscribe-match, .coscribe-current-match")
        .evaluateAll((found) => found.map((one) => `${one.className} ${one.textContent}`));
    await eventually(shown).toEqual(["coscribe-current-match cat", "coscribe-match cat"]);
    await ann.press("Escape");
    await eventually(shown).toEqual([]);
    expect(ann.problems).toEqual([]);
  });

  it("P204 on a phone it is as wide as the page, with targets for fingers", async () => {
    const ann = await visitor(browser, await pageServer(), phone);
    await ann.open("notes");
    await ann.page.getByRole("button", { name: "Document and help" }).tap();
    await ann.page.getByRole("menuitem", { name: "Find and replace" }).tap();
    const bar = ann.page.getByRole("search", { name: "Find and replace" });
    await bar.getByRole("button", { name: "Replace", exact: true }).tap();
    const sizes = await bar.locator("button, input").evaluateAll((all) =>
      all.map((one) => {
        const { left, right, width, height } = one.getBoundingClientRect();
        return { left, right, width: Math.round(width), height: Math.round(height) };
      }),
    );
    expect(sizes.length).toBe(11);
    for (const { left, right, width, height } of sizes) {
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(360);
    }
    await ann.page.getByRole("button", { name: "Close", exact: true }).tap();
    expect(await bar.count()).toBe(0);
  });
});

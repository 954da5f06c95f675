/** How texts are read: outline, counts, sizes, focus, paper. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { eventually, pageServer, phone, visitor, type Visitor } from "./page-support.ts";

describeWith("reading", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Somebody in a document with headings and much text. */
  async function reader(options = {}): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(), options);
    await ann.open("notes");
    await ann.text.click();
    await ann.page.evaluate(async () => {
      const text = "<p>Many words that fill a line or two of the page.</p>".repeat(30);
      const html = `<h1>Top</h1>${text}<h2>Middle</h2>${text}<h2>End</h2><ul><li>a</li></ul><hr>${text}`;
      const item = new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }) });
      await navigator.clipboard.write([item]);
    });
    await ann.press("Control+v", "Control+Home");
    await ann.page.locator(".coscribe-text > *").nth(94).waitFor({ state: "attached" });
    return ann;
  }

  async function openView({ page }: Visitor): Promise<void> {
    await page.getByRole("button", { name: "View", exact: true }).click();
  }

  const inOutline = ({ page }: Visitor): Promise<string[]> =>
    page.locator(".outline-entry").allInnerTexts();

  it("P205 the outline has the headings, marks what is read, and leads there", async () => {
    const ann = await reader();
    await openView(ann);
    await ann.page.getByRole("switch", { name: "Outline" }).click();
    await eventually(() => inOutline(ann)).toEqual(["Top", "Middle", "End"]);
    const current = (): Promise<string> => ann.page.locator(".outline [aria-current]").innerText();
    expect(await current()).toBe("Top");
    await ann.page.locator(".outline-entry", { hasText: "Middle" }).click();
    await eventually(current).toBe("Middle");
    const heading = ann.page.locator(".coscribe-text [data-kind=heading]", { hasText: "Middle" });
    await eventually(async () => Math.round((await heading.boundingBox())!.y)).toBeLessThan(150);
    await ann.page.keyboard.type(" part");
    await eventually(() => inOutline(ann)).toEqual(["Top", "Middle part", "End"]);
    await ann.page.locator(".outline [aria-current]").focus();
    await ann.press("ArrowDown", "Enter");
    await eventually(current).toBe("End");
    await ann.page.reload();
    await eventually(() => inOutline(ann)).toEqual(["Top", "Middle part", "End"]);
  });

  it("P205 where there is no room the outline lies above the text until a heading is chosen", async () => {
    const ann = await reader(phone);
    await openView(ann);
    await ann.page.getByRole("switch", { name: "Outline" }).tap();
    await ann.page.getByRole("button", { name: "End" }).tap();
    await eventually(() => ann.page.locator(".outline").count()).toBe(0);
    await eventually(() => ann.page.evaluate(() => scrollY)).toBeGreaterThan(1_000);
  });

  it("P206 words and characters are counted, of what is selected too", async () => {
    const ann = await visitor(browser, await pageServer());
    await ann.open("notes");
    await ann.type("Three small words");
    await ann.press("Shift+Control+ArrowLeft");
    await ann.drawn();
    await ann.press("Control+Shift+c");
    const table = ann.page.getByRole("dialog", { name: "Word count" }).locator("tr");
    await table.first().waitFor();
    const rows = (await table.allInnerTexts()).map((row) => row.split("\t").map((s) => s.trim()));
    expect(rows).toContainEqual(["Words", "1", "3"]);
    expect(rows).toContainEqual(["Characters", "5", "17"]);
    expect(rows).toContainEqual(["Time to read", "1 min", "1 min"]);
  });

  it("P207 width and size of the text are chosen, and remembered", async () => {
    const ann = await reader();
    const look = (): Promise<{ size: string; width: number }> =>
      ann.page.evaluate(() => {
        const text = document.querySelector(".coscribe-text")!;
        return {
          size: getComputedStyle(text).fontSize,
          width: Math.round(text.getBoundingClientRect().width),
        };
      });
    const before = await look();
    await openView(ann);
    await ann.page.getByText("Narrow", { exact: true }).click();
    await ann.page.getByRole("button", { name: "Larger text" }).click();
    await eventually(async () => (await look()).size).toBe("18.7px");
    const after = await look();
    expect(before.size).toBe("17px");
    expect(after.width).toBeLessThan(before.width);
    await ann.page.reload();
    await ann.isEditable();
    expect(await look()).toEqual(after);
  });

  it("P207 in focus only what is written stands out, and the bars go while one types", async () => {
    const ann = await reader();
    await openView(ann);
    await ann.page.getByRole("switch", { name: /^Focus/ }).click();
    await ann.press("Escape");
    await ann.text.focus();
    const opacityOf = (selector: string): Promise<string> =>
      ann.page
        .locator(selector)
        .first()
        .evaluate((one) => getComputedStyle(one).opacity);
    await eventually(() => opacityOf(".coscribe-current")).toBe("1");
    await eventually(() => opacityOf(".coscribe-text > :not(.coscribe-current)")).toBe("0.35");
    await ann.page.keyboard.type("x");
    await eventually(() => opacityOf(".chrome")).toBe("0");
    await ann.page.mouse.move(300, 300);
    await ann.page.mouse.move(320, 310);
    await eventually(() => opacityOf(".chrome")).toBe("1");
    await ann.page.keyboard.type("y");
    await eventually(() => opacityOf(".chrome")).toBe("0");
    await ann.press("Alt+F10");
    await eventually(() => opacityOf(".chrome")).toBe("1");
  });

  it("P208 on paper there is the text alone, from the top, whatever the screen shows", async () => {
    const ann = await reader({
      colorScheme: "dark",
      remembers: { "coscribe:reading": { zoom: 150, hasOutline: true, isFocused: true } },
    });
    await ann.press("Control+f");
    await ann.page.emulateMedia({ media: "print" });
    const paper = await ann.page.evaluate(() => {
      const text = document.querySelector(".coscribe-text")!;
      const shown = [".chrome", ".find-bar", ".outline"].filter(
        (part) => document.querySelector(part)?.checkVisibility() === true,
      );
      const { color, fontSize } = getComputedStyle(text);
      const rule = getComputedStyle(document.querySelector(".coscribe-text > hr")!);
      return {
        shown,
        top: Math.round(text.getBoundingClientRect().top + scrollY),
        below: Math.round(
          document.documentElement.scrollHeight -
            scrollY -
            text.lastElementChild!.getBoundingClientRect().bottom,
        ),
        color,
        fontSize,
        rule: rule.borderBlockStartStyle,
      };
    });
    expect(paper).toEqual({
      shown: [],
      top: 0,
      below: 0,
      color: "rgb(0, 0, 0)",
      fontSize: "14.6667px",
      rule: "solid",
    });
  });

  it("P208 addresses of links are on paper for whoever wants them", async () => {
    const wants = { "coscribe:reading": { printsAddresses: true } };
    for (const [remembers, content] of [
      [{}, "none"],
      [wants, '" (" attr(href) ")"'],
    ] as const) {
      const ann = await visitor(browser, await pageServer(), { remembers });
      await ann.open("notes");
      await ann.type("[text](https://example.org/) ");
      await ann.page.emulateMedia({ media: "print" });
      const shown = await ann.page
        .locator(".coscribe-text a")
        .evaluate((link) => getComputedStyle(link, "::after").content);
      expect(shown === content || shown.includes("https://example.org/")).toBe(true);
      expect(shown === "none").toBe(content === "none");
    }
  });

  it("P209 nothing is cut off where the page is 320 px wide", async () => {
    for (const viewport of [
      { width: 320, height: 640 },
      { width: 640, height: 640 },
    ]) {
      const ann = await reader({ viewport, deviceScaleFactor: 1 });
      await ann.press("Control+Alt+f");
      await ann.page.locator(".find-replace").waitFor();
      const beyond = await ann.page.evaluate(() => {
        const parts = [...document.querySelectorAll("#app *")];
        return parts
          .filter((one) => one.closest(".toolbar, .visually-hidden, .skip-link") === null)
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.className);
      });
      expect(beyond).toEqual([]);
      expect(await ann.page.evaluate(() => document.documentElement.scrollWidth)).toBe(
        viewport.width,
      );
    }
  });
});

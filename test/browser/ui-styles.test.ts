/** The style sheets of the packages on a page that has its own: they look after their own elements only. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { root } from "../support/source-files.ts";
import { styleSheet } from "../support/style-sheet.ts";

const sheets = ["client/src/editor/editor.css", "client/src/ui/ui.css"];

/** Elements of all sorts, with the classes that pages like to use. */
const hostPage = `<!doctype html><html lang="en"><title>host</title>
  <style>body { font: 20px serif; color: maroon } button { padding: 9px; background: gold }</style>
  <body class="page" data-theme="dark"><main class="text">
    <h1>One</h1><h2 class="title">Two</h2><p class="hint" data-kind="code">Three <a href="#x">four</a></p>
    <ul class="menu"><li class="menu-item">Five</li></ul>
    <button class="button button-primary icon">Six</button><input class="field" placeholder="seven">
    <fieldset><legend>Eight</legend><label>Nine <input type="checkbox" checked></label></fieldset>
    <div class="toolbar tool popover">Ten <code>eleven</code> <kbd class="keys"><kbd>K</kbd></kbd></div>
    <dialog open class="dialog"><svg class="icon" width="9" height="9"></svg></dialog><hr>
    <table data-table><tr><td data-cell>Twelve</td></tr></table>
    <section contenteditable="true" class="editor"><blockquote>Thirteen</blockquote><pre>14</pre></section>
  </main></body></html>`;

/** Every property of every element as it is computed, and of what is drawn before and after it. */
function looks(): string[] {
  return [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
    [undefined, "::before", "::after"].map((part) => {
      const style = getComputedStyle(element, part);
      return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    }),
  );
}

/** What of the page's last style sheet could reach elements that are not ours. */
function selectorsForAnybody(): string[] {
  const found: string[] = [];
  const visit = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) {
        // Of several selectors each must be of ours; a rule within one of ours is.
        const parts = rule.selectorText.replaceAll(/\([^()]*(\([^()]*\)[^()]*)*\)/g, (list) =>
          list.replaceAll(",", ";"),
        );
        found.push(
          ...parts
            .split(",")
            .filter((part) => !/[.(]coscribe\b/.test(part.replaceAll(/:not\([^)]*\)/g, ""))),
        );
      } else if (rule instanceof CSSKeyframesRule) {
        if (!rule.name.startsWith("coscribe-")) found.push(`@keyframes ${rule.name}`);
      } else if (rule instanceof CSSGroupingRule) {
        visit(rule.cssRules);
      } else {
        found.push(rule.cssText);
      }
    }
  };
  visit([...document.styleSheets].at(-1)!.cssRules);
  return found;
}

describeWith("the packages' style sheets", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function host(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    await page.setContent(hostPage);
    return page;
  }
  const addSheets = async (page: Page): Promise<void> => {
    for (const sheet of sheets) await page.addStyleTag({ content: styleSheet(sheet) });
  };

  it("E151 change nothing of a page but the elements of the editor", async () => {
    const page = await host();
    const before = await page.evaluate(looks);
    expect(before.length).toBeGreaterThan(60);
    await addSheets(page);
    expect(await page.evaluate(looks)).toEqual(before);
  });

  it.each(sheets)("E151 name only classes of our own (%s)", async (sheet) => {
    const page = await host();
    await page.addStyleTag({ content: styleSheet(sheet) });
    expect(await page.evaluate(selectorsForAnybody)).toEqual([]);
  });

  it("E152 every colour, size and time is a custom property, and the README lists them all", async () => {
    const set = new Set(
      [...styleSheet("client/src/editor/tokens.css").matchAll(/(--coscribe-[\w-]+):/g)].map(
        ([, name]) => name,
      ),
    );
    const readme = readFileSync(join(root, "client/src/ui/README.md"), "utf8");
    const listed = new Set([...readme.matchAll(/`(--coscribe-[\w-]+)`/g)].map(([, name]) => name));
    expect(set.size).toBeGreaterThan(25);
    expect(listed).toEqual(set);
  });

  it("E152 light and dark follow the page, and data-theme where it is given", async () => {
    const page = await host({ colorScheme: "dark" });
    await addSheets(page);
    const pageColors = await page.evaluate(() => {
      document.body.removeAttribute("data-theme");
      document.body.innerHTML = `
        <div class="coscribe"></div>
        <div style="color-scheme: dark"><div class="coscribe"></div></div>
        <div class="coscribe" data-theme="dark"></div>
        <div data-theme="dark"><div class="coscribe-editor"></div></div>
        <div data-theme="dark"><div class="coscribe" data-theme="light"></div></div>`;
      return [...document.querySelectorAll(".coscribe, .coscribe-editor")].map(
        (element) => getComputedStyle(element).color,
      );
    });
    const [light, dark] = ["rgb(31, 33, 36)", "rgb(233, 231, 227)"];
    expect(pageColors).toEqual([light, dark, dark, dark, light]);
  });

  it("E152 what a page sets on the root holds in the editor too", async () => {
    const page = await host();
    await addSheets(page);
    await page.addStyleTag({ content: ".coscribe { --coscribe-ink: rgb(1, 2, 3) }" });
    const color = await page.evaluate(() => {
      document.body.innerHTML = `<div class="coscribe"><div class="coscribe-editor"></div></div>`;
      return getComputedStyle(document.querySelector(".coscribe-editor")!).color;
    });
    expect(color).toBe("rgb(1, 2, 3)");
  });
});

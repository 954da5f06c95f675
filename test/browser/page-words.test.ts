/** What the page says in the languages that people read, wherever its words come from. */

import type { Browser, Locator } from "playwright-core";
import { accessArabic } from "@coscribe/client/app/access/words/arabic";
import { accessChinese } from "@coscribe/client/app/access/words/chinese";
import { accessEnglish } from "@coscribe/client/app/access/words/english";
import { accessFrench } from "@coscribe/client/app/access/words/french";
import { accessGerman } from "@coscribe/client/app/access/words/german";
import { accessSpanish } from "@coscribe/client/app/access/words/spanish";
import { libraryArabic } from "@coscribe/client/app/home/library/words/arabic";
import { libraryChinese } from "@coscribe/client/app/home/library/words/chinese";
import { libraryEnglish } from "@coscribe/client/app/home/library/words/english";
import { libraryFrench } from "@coscribe/client/app/home/library/words/french";
import { libraryGerman } from "@coscribe/client/app/home/library/words/german";
import { librarySpanish } from "@coscribe/client/app/home/library/words/spanish";
import { arabic as arabicOfPage } from "@coscribe/client/app/messages/arabic";
import { chinese as chineseOfPage } from "@coscribe/client/app/messages/chinese";
import { english as englishOfPage } from "@coscribe/client/app/messages/english";
import { french as frenchOfPage } from "@coscribe/client/app/messages/french";
import { german as germanOfPage } from "@coscribe/client/app/messages/german";
import { spanish as spanishOfPage } from "@coscribe/client/app/messages/spanish";
import { arabic } from "@coscribe/client/internal/ui/messages/arabic";
import { chinese } from "@coscribe/client/internal/ui/messages/chinese";
import { english } from "@coscribe/client/internal/ui/messages/english";
import { french } from "@coscribe/client/internal/ui/messages/french";
import { german } from "@coscribe/client/internal/ui/messages/german";
import { spanish } from "@coscribe/client/internal/ui/messages/spanish";
import type { Catalogue, PluralMessage } from "@coscribe/client/internal/ui/messages/words";
import type { SyncServerOptions } from "@coscribe/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { dropFiles } from "./drop-files.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";
import { textsNow, textsSeen, watchTexts } from "./watched-texts.ts";

const translations: Readonly<Record<string, Catalogue>> = {
  de: { ...german, ...germanOfPage, ...accessGerman, ...libraryGerman },
  es: { ...spanish, ...spanishOfPage, ...accessSpanish, ...librarySpanish },
  fr: { ...french, ...frenchOfPage, ...accessFrench, ...libraryFrench },
  ar: { ...arabic, ...arabicOfPage, ...accessArabic, ...libraryArabic },
  zh: { ...chinese, ...chineseOfPage, ...accessChinese, ...libraryChinese },
};

const textsOf = (message: string | PluralMessage): readonly string[] =>
  typeof message === "string" ? [message] : Object.values(message);

/** Those of `texts` that the interface says in English, and in `language` otherwise. */
function inEnglish(texts: readonly string[], language: string): readonly string[] {
  const own = new Set(Object.values(translations[language]!).flatMap(textsOf));
  const patterns = Object.values({
    ...english,
    ...englishOfPage,
    ...accessEnglish,
    ...libraryEnglish,
  })
    .flatMap(textsOf)
    .filter((text) => !own.has(text) && /\p{L}{2}/u.test(text.replaceAll(/\{\w+\}/g, "")))
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\w+\}/)
            .map(escaped)
            .join(".+")}$`,
          "s",
        ),
    );
  return texts.filter((text) => patterns.some((pattern) => pattern.test(text)));
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** For all that there is to see, on a machine that is busy. */
const patienceMs = 120_000;

describeWith("what the page says", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const editorOf = ({ page }: Visitor): Locator => page.locator("[contenteditable=true]");

  /** Somebody who reads this language, in an empty document. */
  async function reader(
    locale: string,
    options: Partial<SyncServerOptions> = {},
  ): Promise<Visitor> {
    const ann = await visitor(browser, await pageServer(options), { locale });
    const menus = ann.page.waitForResponse(/menus-part-.*\.js$/);
    await ann.page.goto("/d/notes");
    await editorOf(ann).click();
    await menus;
    await ann.drawn();
    return ann;
  }

  it("P242 the example is in the language of the page, which is loaded with it", async () => {
    const ann = await visitor(browser, await pageServer(), { locale: "de-DE" });
    await ann.page.goto("/d/notes#example");
    await eventually(() => editorOf(ann).innerText()).toContain("Ein Rundgang zum Ausprobieren");
    const texts = ann.requests.filter((url) => /\/(english|german|spanish|french)-/.test(url));
    expect(texts.filter((url) => !url.includes("german"))).toEqual([]);
    expect(ann.problems).toEqual([]);
  });

  it("E291 code within a line from right to left has its signs in their order", async () => {
    const ann = await visitor(browser, await pageServer(), { locale: "ar" });
    await ann.page.goto("/d/notes#example");
    const code = editorOf(ann).locator("code", { hasText: /^Ctrl \/$/ });
    const places = await code.evaluate((element) => {
      const [text] = element.childNodes;
      return [0, 5].map((at) => {
        const range = document.createRange();
        range.setStart(text!, at);
        range.setEnd(text!, at + 1);
        return range.getBoundingClientRect().left;
      });
    });
    expect(places[0]).toBeLessThan(places[1]!);
  });

  it("P243 emoji are called as in the language of the page, and found by their English names too", async () => {
    const ann = await reader("de-DE");
    const option = ann.page.getByRole("option", { name: /^Rakete/ });
    await ann.page.keyboard.type(":rakete");
    await option.waitFor();
    await ann.press("Escape", "Enter");
    await ann.page.keyboard.type(":rocket");
    await option.waitFor();
    await ann.press("Enter");
    await eventually(() => editorOf(ann).innerText()).toContain("🚀");
    expect(ann.problems).toEqual([]);
  });

  it("P244 what is wrong with a formula or an expression is told in the language of the page, and in another one when that is chosen", async () => {
    const ann = await reader("de-DE");
    await ann.page.keyboard.type("$$ \\frac{1");
    const drawing = ann.page.locator(".coscribe-math-drawing");
    const problem = (): Promise<string | null> => drawing.getAttribute("title");
    await eventually(problem).toBe("Die Formel endet, bevor sie vollständig ist.");
    await ann.press("Control+f");
    await ann.page.keyboard.type("(a");
    await ann.page.locator(".find-count.problem").waitFor();
    await ann.press("Alt+r");
    const count = ann.page.locator(".find-count");
    await eventually(() => count.innerText()).toBe("Eine schließende ) fehlt");
    await ann.page.getByRole("button", { name: "Ansicht" }).click();
    await ann.page.getByRole("combobox", { name: "Sprache", exact: true }).selectOption("fr");
    await eventually(() => count.innerText()).toBe("Il manque une ) fermante");
    await eventually(problem).toBe("La formule se termine avant d’être complète.");
    expect(ann.problems).toEqual([]);
  });

  it("P245 why a file is not taken is told in the language of the page, with the server's limit as that writes it", async () => {
    const ann = await reader("de-DE", { maxFileBytes: 2_500 });
    await dropFiles(ann, [{ name: "film.bin", size: 3_210 }]);
    const told = ann.page.locator(".coscribe-upload");
    await eventually(() => told.innerText()).toContain(
      "Die Datei ist zu groß: Sie hat 3,2 kB, und der Server nimmt höchstens 2,5 kB.",
    );
    // Larger ones are not even read.
    await dropFiles(ann, [{ name: "more.bin", size: 3_210_000 }]);
    await eventually(() => ann.page.locator(".coscribe-toast").innerText()).toContain(
      "„more.bin“ konnte nicht hinzugefügt werden. Die Datei ist zu groß: Sie hat 3,2 MB",
    );
    await ann.page.getByRole("button", { name: "Ansicht" }).click();
    await ann.page.getByRole("combobox", { name: "Sprache", exact: true }).selectOption("fr");
    await eventually(async () => (await told.innerText()).replaceAll(/\s/g, " ")).toContain(
      "3,2 ko, et le serveur accepte au plus 2,5 ko",
    );
  });

  it.each(Object.keys(translations))(
    "P246 nothing of the interface is in English in %s, wherever somebody goes",
    async (language) => {
      const ann = await visitor(browser, await pageServer({ maxFileBytes: 900 }), {
        locale: language,
      });
      await watchTexts(ann.page);
      await lookAround(ann);
      const seen = textsSeen(ann.page);
      expect(seen.length).toBeGreaterThan(400);
      expect(inEnglish(seen, language)).toEqual([]);
    },
    patienceMs,
  );

  // One of each direction of writing, unless there is time.
  it.each(process.env["COSCRIBE_LONG"] === "1" ? Object.keys(translations) : ["de", "ar"])(
    "P247 all of it follows at once when %s is chosen, the hint in an empty document, too",
    async (language) => {
      const ann = await visitor(browser, await pageServer({ maxFileBytes: 900 }), { locale: "en" });
      await watchTexts(ann.page);
      await ann.open("notes");
      await chooseLanguage(ann, language);
      const hint = editorOf(ann).locator("[data-hint]").first();
      const wanted = translations[language]!["document.placeholder"];
      await eventually(() => hint.getAttribute("data-hint")).toBe(wanted);
      await eventually(async () => inEnglish(await textsNow(ann.page), language)).toEqual([]);

      await chooseLanguage(ann, "en");
      await writeEverything(ann);
      await chooseLanguage(ann, language);
      await eventually(async () => inEnglish(await textsNow(ann.page), language)).toEqual([]);
    },
    patienceMs,
  );

  async function chooseLanguage({ page }: Visitor, language: string): Promise<void> {
    const panel = page.locator(".view-menu");
    await page.locator("[popovertarget]:has(+ .view-menu)").click();
    await panel.locator("select").selectOption(language);
    await eventually(() => page.locator("html").getAttribute("lang")).toBe(language);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
  }

  /** A block of every kind that says something, and a paragraph behind them. */
  async function writeEverything(ann: Visitor): Promise<void> {
    const { page } = ann;
    const blocks = [
      "```\nx\n```",
      "- [ ] x",
      "> [!NOTE]\n> x",
      "$$\nx^\n$$",
      "| x | y |\n| - | - |\n| z | 1 |",
      `![x](files/${"0".repeat(64)})`,
      "x",
    ];
    await page.evaluate(async (text) => navigator.clipboard.writeText(text), blocks.join("\n\n"));
    await editorOf(ann).focus();
    await ann.press("Control+End", "Enter", "Control+v");
    await editorOf(ann).locator("table").waitFor();
    await ann.press("Control+Home");
    await dropFiles(ann, [{ name: "", size: 950 }]);
    await page.locator(".coscribe-upload:visible").first().waitFor();
  }

  /** Opens everything that can be opened, and makes mistakes. */
  async function lookAround(ann: Visitor): Promise<void> {
    const { page } = ann;
    const opened = page.locator(":popover-open, dialog[open]").first();
    const close = async (): Promise<void> => {
      await ann.press("Escape");
      await opened.waitFor({ state: "hidden" });
    };
    await page.goto("/");
    await page.locator("h1").waitFor();
    for (const name of ["", "a/../b", "a//b", "x".repeat(201), "https://example.org/"]) {
      await page.locator(".open-form input").fill(name);
      await ann.press("Enter");
      await page.locator(".open-form .coscribe-problem").waitFor();
    }
    await page.goto("/d/a//b");
    await page.locator("h1").waitFor();
    await page.goto("/d/notes#example");
    await eventually(() => editorOf(ann).locator(":scope > *").count()).toBeGreaterThan(20);
    // Once the menus are there.
    await eventually(async () => {
      await page.mouse.move(0, 0);
      await editorOf(ann).locator(":scope > *").nth(1).hover();
      return page.locator(".coscribe-handle-grip").count();
    }).toBe(1);

    for (const keys of ["Control+/", "Control+Shift+C", "Control+k"]) {
      // Browsers tell of the focus and of a selection with the next frame.
      await eventually(async () => {
        if (await opened.isHidden()) {
          await editorOf(ann).focus();
          await ann.press(keys);
          await ann.drawn();
        }
        return opened.isVisible();
      }).toBe(true);
      if (keys === "Control+k") await ann.press("Enter");
      await close();
    }
    const buttons = await page.locator("[popovertarget]:visible").all();
    for (const button of buttons) {
      await button.click();
      await opened.waitFor();
      await close();
    }
    await ann.press("Control+f");
    for (const expression of ["zzz", "(a", "a)", "[a", "*", "a**", "a{2000}", "\\", "(?=a)"]) {
      await page.locator(".find-bar input").first().fill(expression);
      await page.locator(".find-count.problem").waitFor();
      if (expression === "zzz") await ann.press("Alt+r");
    }
    await ann.press("Escape", "Control+s");
    await page.locator(".coscribe-toast").waitFor();
    await writeEverything(ann);
    await ann.press("Control+End");
    for (const typed of ["/", "@", "/zzzz"]) {
      await ann.press("Control+End", "Enter");
      await page.keyboard.type(typed);
      await page.locator(".coscribe-typed-menu:popover-open").waitFor();
      await ann.press("Escape");
    }
    await editorOf(ann).locator("p").first().click({ clickCount: 3 });
    await page.locator(".coscribe-bubble button").first().waitFor();
    for (const kind of ["row", "column"]) {
      await editorOf(ann).locator("td").first().click();
      await page.locator(`.coscribe-table-handle.is-${kind}`).click();
      await page.locator(".coscribe-table-menu:visible").waitFor();
      await ann.press("Escape");
      await page.locator(".coscribe-table-menu").waitFor({ state: "hidden" });
    }
    // Back to the start page, which lists the document now; what was not taken has to be removed first.
    await page.goto("/");
    await page.locator(".recent > [aria-haspopup=menu]").first().click();
    await page.locator(".coscribe-menu:visible").waitFor();
    await ann.press("Escape");
    await page.locator(".home-buttons button").last().click();
    await page.locator(".templates").waitFor();
    await ann.press("Escape");
    await page.locator(".templates").waitFor({ state: "detached" });
    await page.locator(".recent > .coscribe-icon-button").nth(1).click();
    await page.locator(".recents-removed, dialog[open]").first().waitFor();
  }
});

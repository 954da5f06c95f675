/** The page in the languages that people read. */

import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findBrowser } from "../support/browser.ts";
import { describeWith } from "../support/part.ts";
import { eventually, pageServer, visitor, type Visitor } from "./page-support.ts";

describeWith("the language of the page", findBrowser(), (launch) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const reader = async (locale: string): Promise<Visitor> =>
    visitor(browser, await pageServer(), { locale });
  const languageOf = async ({ page }: Visitor): Promise<readonly (string | null)[]> =>
    page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

  it.each([
    ["de-AT", "ltr", "Neues Dokument", "Formatierung", "Gespeichert"],
    ["es-MX", "ltr", "Documento nuevo", "Formato", "Guardado"],
    ["fr-CA", "ltr", "Nouveau document", "Mise en forme", "Enregistré"],
    ["ar-EG", "rtl", "مستند جديد", "التنسيق", "تم الحفظ"],
    ["zh-CN", "ltr", "新建文档", "格式", "已保存"],
    ["it-IT", "ltr", "New document", "Formatting", "Saved"],
  ])("P183 is the browser's (%s)", async (locale, direction, create, toolbar, saved) => {
    const ann = await reader(locale);
    await ann.page.goto("/");
    await ann.page.getByRole("button", { name: create }).click();
    await ann.page.getByRole("toolbar", { name: toolbar }).waitFor();
    await ann.tells(saved);
    expect(await languageOf(ann)).toEqual([locale === "it-IT" ? "en" : locale, direction]);
    expect(ann.problems).toEqual([]);
  });

  it("P183 changes at once when another one is chosen, and stays so, also for who is writing", async () => {
    const ann = await reader("en-GB");
    await ann.page.goto("/d/notes");
    await ann.page.locator("[contenteditable=true]").click();
    await ann.page.keyboard.type("before");
    await ann.page.getByRole("button", { name: "View" }).click();
    await ann.page.getByRole("combobox", { name: "Language" }).selectOption({ label: "العربية" });
    await ann.page.getByRole("toolbar", { name: "التنسيق" }).waitFor();
    expect(await languageOf(ann)).toEqual(["ar", "rtl"]);
    await ann.page.keyboard.press("Escape");
    await ann.page.locator("[contenteditable=true]").click();
    await ann.page.keyboard.press("Control+z");
    await eventually(() => ann.page.locator("[contenteditable=true]").innerText()).not.toMatch(
      /before/,
    );
    await ann.page.goto("/");
    await ann.page.getByRole("button", { name: "مستند جديد" }).waitFor();
    await ann.page.getByRole("combobox", { name: "اللغة" }).selectOption({ value: "" });
    await ann.page.getByRole("button", { name: "New document" }).waitFor();
    expect(ann.problems).toEqual([]);
  });

  it("P240 is that of what stands in the text as well, from the beginning and when it is changed", async () => {
    const ann = await reader("de-DE");
    await ann.page.goto("/d/notes");
    await ann.page.locator("[contenteditable=true]").click();
    await ann.page.keyboard.type("``` greet");
    const copy = (name: string): Locator => ann.page.getByRole("button", { name, exact: true });
    await copy("Kopieren").waitFor();
    await ann.page.reload();
    await copy("Kopieren").waitFor();
    const language = ann.page.getByRole("combobox", { name: "Programmiersprache" });
    expect(await language.locator("option").first().innerText()).toBe("Nur Text");

    await ann.page.getByRole("button", { name: "Ansicht" }).click();
    await ann.page.getByRole("combobox", { name: "Sprache", exact: true }).selectOption("fr");
    await copy("Copier").waitFor();
    await ann.page.keyboard.press("Escape");
    await ann.page.locator("[contenteditable=true] code").click();
    await ann.page.keyboard.press("End");
    await ann.page.keyboard.type("!");
    await eventually(() => ann.page.locator("pre code").innerText()).toBe("greet!");
    expect(ann.problems).toEqual([]);
  });
});

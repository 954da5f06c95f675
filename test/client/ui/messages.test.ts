import { arabic } from "@coscribe/client/internal/ui/messages/arabic";
import { chinese } from "@coscribe/client/internal/ui/messages/chinese";
import { english } from "@coscribe/client/internal/ui/messages/english";
import { french } from "@coscribe/client/internal/ui/messages/french";
import { german } from "@coscribe/client/internal/ui/messages/german";
import {
  chooseLanguage,
  directionOf,
  languages,
} from "@coscribe/client/internal/ui/messages/languages";
import { loadWords } from "@coscribe/client/internal/ui/messages/load-words";
import { spanish } from "@coscribe/client/internal/ui/messages/spanish";
import { Words } from "@coscribe/client/internal/ui/messages/words";
import { describe, expect, it } from "vitest";
import { expectToTranslate } from "../../support/catalogues.ts";

const translations = { de: german, es: spanish, fr: french, ar: arabic, zh: chinese };

describe("messages", () => {
  it.each(Object.entries(translations))("P180 are complete in %s", (language, translation) => {
    expectToTranslate(language, english, translation);
  });

  it("P180 there is a catalogue for every language, loaded on use", async () => {
    expect(["en", ...Object.keys(translations)].toSorted()).toEqual([...languages].toSorted());
    for (const language of languages) {
      const words = await loadWords([language]);
      expect(words.language).toBe(language);
      expect(words.say("tool.bold")).toBe({ en: english, ...translations }[language]["tool.bold"]);
    }
  });

  it.each([
    [["de-AT", "en"], "de-AT"],
    [["pt-BR", "es-MX", "en"], "es-MX"],
    [["zh-Hans-CN"], "zh-Hans-CN"],
    [["pt", "it"], "en"],
    [["", "not a tag", "de_DE", "fr"], "fr"],
    [[], "en"],
  ])("P181 of %j the first that there are messages for is taken", (wanted, chosen) => {
    expect(chooseLanguage(wanted)).toBe(chosen);
  });

  it("P181 Arabic runs from right to left", () => {
    expect(["ar-EG", "ar", "en", "he"].map(directionOf)).toEqual(["rtl", "rtl", "ltr", "ltr"]);
  });

  it("P182 plural forms and digits are those of the language", () => {
    const edits = (language: string, translation: typeof german, count: number): string =>
      new Words<typeof english>(language, translation).say("time.edits", { count });
    expect([1, 2_000].map((count) => edits("en", english, count))).toEqual([
      "1 edit",
      "2,000 edits",
    ]);
    expect(edits("de", german, 2_000)).toBe("2.000 Änderungen");
    expect([1, 2, 5, 11].map((count) => edits("ar-AE", arabic, count))).toEqual([
      "تعديل واحد",
      "تعديلان",
      "5 تعديلات",
      "11 تعديلًا",
    ]);
    expect(edits("zh", chinese, 3)).toBe("3 处修改");
  });

  it("P182 what is put into a text stays what it is", () => {
    const words = new Words<typeof english>("en", english);
    const label = "{code} $& <b>";
    expect(words.say("toolbar.kind", { kind: label })).toBe(`Block type: ${label}`);
    expect(words.find("tool.bold")).toBe("Bold");
    expect(words.find("tool.nonsense")).toBeUndefined();
    expect(words.find("constructor")).toBeUndefined();
  });
});

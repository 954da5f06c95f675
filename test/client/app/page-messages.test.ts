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
import { arabic } from "@coscribe/client/app/messages/arabic";
import { chinese } from "@coscribe/client/app/messages/chinese";
import { english } from "@coscribe/client/app/messages/english";
import { french } from "@coscribe/client/app/messages/french";
import { german } from "@coscribe/client/app/messages/german";
import { frameWordsFor, loadPageWords } from "@coscribe/client/app/messages/page-words";
import { spanish } from "@coscribe/client/app/messages/spanish";
import { languages } from "@coscribe/client/internal/ui/messages/languages";
import { expect, it } from "vitest";
import { expectToTranslate } from "../../support/catalogues.ts";

const translations = { de: german, es: spanish, fr: french, ar: arabic, zh: chinese };

it.each(Object.entries(translations))(
  "P180 the page's messages are complete in %s",
  (language, translation) => {
    expectToTranslate(language, english, translation);
  },
);

const ofAccess = {
  de: accessGerman,
  es: accessSpanish,
  fr: accessFrench,
  ar: accessArabic,
  zh: accessChinese,
};
const ofLibrary = {
  de: libraryGerman,
  es: librarySpanish,
  fr: libraryFrench,
  ar: libraryArabic,
  zh: libraryChinese,
};

it("P180 so is what comes late: of access, and of the list of documents", () => {
  for (const [language, translation] of Object.entries(ofAccess)) {
    expectToTranslate(language, accessEnglish, translation);
  }
  for (const [language, translation] of Object.entries(ofLibrary)) {
    expectToTranslate(language, libraryEnglish, translation);
  }
});

it("P180 the page has words in every language, and its frame has them in English at once", async () => {
  for (const language of languages) {
    const words = frameWordsFor(language);
    expect(words instanceof Promise).toBe(language !== "en");
    expect((await words).language).toBe(language);
    expect((await loadPageWords(language)).language).toBe(language);
  }
});

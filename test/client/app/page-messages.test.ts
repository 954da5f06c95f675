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

it("P180 the page has words in every language, and its frame has them in English at once", async () => {
  for (const language of languages) {
    const words = frameWordsFor(language);
    expect(words instanceof Promise).toBe(language !== "en");
    expect((await words).language).toBe(language);
    expect((await loadPageWords(language)).language).toBe(language);
  }
});

/** What every translation of a catalogue of messages has to be. */

import type { Catalogue } from "@coscribe/client/internal/ui/messages/words";
import { expect } from "vitest";

/** The places of a text, each as often as it is there, sorted. */
function placesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place!).toSorted();
}

/** Same keys, texts in the same places, the places that English has, and the language's plural forms. */
export function expectToTranslate(
  language: string,
  english: Catalogue,
  translation: Catalogue,
): void {
  expect(Object.keys(translation).toSorted()).toEqual(Object.keys(english).toSorted());
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, message] of Object.entries(english)) {
    const translated = translation[key]!;
    if (typeof message === "string") {
      const text = typeof translated === "string" ? translated : "";
      expect(text.trim(), key).not.toBe("");
      expect(placesIn(text), key).toEqual(placesIn(message));
      continue;
    }
    const texts = Object.entries(translated);
    expect(texts.map(([form]) => form).toSorted(), key).toEqual(forms.toSorted());
    for (const [form, text] of texts) {
      // "one" may be a word instead of a number.
      const places = placesIn(message.other).filter(
        (place) => place !== "count" || text.includes("{count}"),
      );
      expect(placesIn(text), `${key} ${form}`).toEqual(places);
      if (form === "other") expect(text, key).toContain("{count}");
    }
  }
}

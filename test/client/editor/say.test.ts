import { editorWords } from "@coscribe/client/internal/editor/editor-words";
import { Speech, wordsIn, type WordLookup } from "@coscribe/client/internal/editor/say";
import { withContext } from "@coscribe/client/internal/editor/context";
import type { EditorView } from "prosemirror-view";
import { describe, expect, it } from "vitest";
import { english } from "@coscribe/client/internal/ui/messages/english";

const german: WordLookup = {
  language: "de-DE",
  find: (key) =>
    ({
      "code.copy": "Kopieren",
      "file.sendingNamed": "{name} wird gesendet",
      "file.tooMany": "Höchstens {count} Dateien",
    })[key],
};

function viewThatSays(speech: Speech): EditorView {
  const context = {
    files: undefined,
    onUploads: () => () => undefined,
    say: (key: string, text: string) => speech.say(key, text),
    language: () => speech.language,
    notify: () => undefined,
  };
  return { props: withContext(context) } as unknown as EditorView;
}

describe("what an editor says", () => {
  it("P241 is what there is for a key, with its places filled, and English otherwise", () => {
    const say = wordsIn(viewThatSays(new Speech(german)), editorWords);
    expect(say("code.copy")).toBe("Kopieren");
    expect(say("file.sendingNamed", { name: "{name} $&" })).toBe("{name} $& wird gesendet");
    expect(say("table.row")).toBe("Row");
    expect(say("file.tooMany", { count: 12_345 })).toBe("Höchstens 12.345 Dateien");
  });

  it("P241 is drawn anew where other words say something else, and only there", () => {
    const speech = new Speech(undefined);
    speech.say("code.copied", "Copied");
    expect(speech.change(german)).toBe(false);
    expect(speech.say("code.copy", "Copy")).toBe("Kopieren");
    expect(speech.change(german)).toBe(false);
    expect(speech.change(undefined)).toBe(true);
  });

  it("E290 is drawn anew in another language where a number was written in one", () => {
    const speech = new Speech(german);
    expect(speech.change({ ...german, language: "de-CH" })).toBe(false);
    expect(speech.language).toBe("de-CH");
    expect(speech.change(german)).toBe(true);
  });

  it("P241 has a place in the catalogue of the interface, word for word", () => {
    expect(english).toMatchObject(editorWords);
  });
});

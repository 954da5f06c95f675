import { editorWords } from "@coscribe/client/internal/editor/editor-words";
import { Speech, wordsIn } from "@coscribe/client/internal/editor/say";
import { withContext } from "@coscribe/client/internal/editor/context";
import type { EditorView } from "prosemirror-view";
import { describe, expect, it } from "vitest";
import { english } from "@coscribe/client/internal/ui/messages/english";

const german = (key: string): string | undefined =>
  ({ "code.copy": "Kopieren", "file.sendingNamed": "{name} wird gesendet" })[key];

function viewThatSays(speech: Speech): EditorView {
  const context = {
    files: undefined,
    onUploads: () => () => undefined,
    say: (key: string, text: string) => speech.say(key, text),
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
  });

  it("P241 is drawn anew where other words say something else, and only there", () => {
    const speech = new Speech(undefined);
    speech.say("code.copied", "Copied");
    expect(speech.change(german)).toBe(false);
    expect(speech.say("code.copy", "Copy")).toBe("Kopieren");
    expect(speech.change(german)).toBe(false);
    expect(speech.change(undefined)).toBe(true);
  });

  it("P241 has a place in the catalogue of the interface, word for word", () => {
    expect(english).toMatchObject(editorWords);
  });
});

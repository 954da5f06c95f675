/** Emoji as a menu that ":" and two letters open; `:name:` is one right away. */

import type { Editor } from "../../editor/index.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import { ranked } from "../search/ranked.ts";
import type { ChoiceGroup, TypedSource } from "./choice.ts";
import type { Emoji } from "./emoji-data.ts";

/** More are not looked through. */
const maxShown = 24;

/** See the head of this file. */
export function emojiSource(editor: Editor, words: InterfaceWords): TypedSource {
  let all: readonly Emoji[] = [];
  const load = async (): Promise<void> => {
    const { loadEmoji } = await import("./emoji-data.ts");
    all = await loadEmoji(words.language).catch(() => loadEmoji("en"));
  };
  const found = (query: string): readonly ChoiceGroup[] => [
    {
      choices: ranked(all, query)
        .slice(0, maxShown)
        .map(({ unicode, label, names: [name] }) => ({
          id: unicode,
          label,
          icon: { text: unicode },
          ...(name !== undefined && { hint: `:${name}:` }),
        })),
    },
  ];
  return {
    sign: ":",
    minLength: 2,
    hasSpaces: false,
    before: /[([{"'“‘«—–]/,
    label: words.say("typed.emoji"),
    search: (query) => (all.length > 0 ? found(query) : load().then(() => found(query))),
    choose: (unicode, typed) => {
      editor.run({ type: "insertText", text: unicode, instead: typed });
    },
    named: (name) => all.find(({ names }) => names.includes(name.toLowerCase()))?.unicode,
  };
}

/** The rows of the list of shortcuts, read off the tools, and a search in them. */

import type { Tool } from "../../editor/index.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import { folded } from "../search/folded.ts";
import { historyTools, labelOf, toolsIn, type ShownTool } from "../toolbar/tools.ts";

/** One thing that can be done. */
export interface ShortcutRow {
  readonly label: string;
  /** One or more ways, each a shortcut as in `parts/shortcut.ts`. */
  readonly keys?: readonly string[];
  /** Characters to type instead. */
  readonly typed?: readonly string[];
}

/** Rows that belong together. */
export interface ShortcutSection {
  readonly title: string;
  readonly rows: readonly ShortcutRow[];
}

/** All of them, in the order in which they are shown. */
export function sectionsOf(
  words: InterfaceWords,
  tools: readonly Tool[],
): readonly ShortcutSection[] {
  const keysOf = (shown: readonly ShownTool[]): readonly ShortcutRow[] =>
    shown.flatMap((tool) =>
      tool.keys?.[0] === undefined ? [] : [{ label: labelOf(words, tool), keys: [tool.keys[0]] }],
    );
  const typedFor = (shown: readonly ShownTool[]): readonly ShortcutRow[] =>
    shown.flatMap((tool) =>
      tool.typed === undefined ? [] : [{ label: labelOf(words, tool), typed: [tool.typed] }],
    );
  return [
    {
      title: words.say("shortcuts.text"),
      rows: [
        ...keysOf(toolsIn(tools, "mark", "color")),
        { label: words.say("tool.link"), keys: ["Mod-k"] },
        ...keysOf(toolsIn(tools, "link")),
      ],
    },
    { title: words.say("shortcuts.kinds"), rows: keysOf(toolsIn(tools, "kind", "frame")) },
    {
      title: words.say("shortcuts.blocks"),
      rows: [
        { label: words.say("block.menu"), keys: ["Mod-Alt-b"] },
        ...keysOf(toolsIn(tools, "indent", "align")),
        { label: words.say("shortcuts.indentInLists"), keys: ["Tab", "Shift-Tab"] },
        { label: words.say("shortcuts.check"), keys: ["Mod-Enter"] },
        { label: words.say("shortcuts.newLine"), keys: ["Shift-Enter"] },
        ...keysOf(toolsIn(tools, "insert", "block")),
      ],
    },
    {
      title: words.say("shortcuts.typeAnywhere"),
      rows: [
        { label: words.say("typed.tools"), typed: ["/"] },
        { label: words.say("typed.people"), typed: ["@"] },
        { label: words.say("typed.emoji"), typed: [":"] },
      ],
    },
    {
      title: words.say("shortcuts.typeAtStart"),
      rows: typedFor(toolsIn(tools, "kind", "frame", "insert")),
    },
    {
      title: words.say("shortcuts.typeAround"),
      rows: [
        ...typedFor(toolsIn(tools, "mark")),
        { label: words.say("tool.link"), typed: ["[text](address)"] },
      ],
    },
    {
      title: words.say("shortcuts.page"),
      rows: [
        ...keysOf(historyTools),
        { label: words.say("shortcuts.toToolbar"), keys: ["Alt-F10"] },
        { label: words.say("shortcuts.toText"), keys: ["Esc"] },
        { label: words.say("shortcuts.tabOut"), keys: ["Esc", "Tab"] },
        { label: words.say("shortcuts.help"), keys: ["Mod-/"] },
      ],
    },
  ];
}

/** The rows in which every word of `query` begins a word, or all rows of a section so titled. */
export function rowsMatching(
  sections: readonly ShortcutSection[],
  query: string,
): readonly ShortcutSection[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => {
    const found = folded(text);
    return wanted.every((word) => found.startsWith(word) || found.includes(` ${word}`));
  };
  return sections
    .map(({ title, rows }) => ({ title, rows: has(title) ? rows : rows.filter(matches) }))
    .filter(({ rows }) => rows.length > 0);

  function matches({ label, keys = [], typed = [] }: ShortcutRow): boolean {
    return has([label, ...keys.map((key) => key.replaceAll("-", " ")), ...typed].join(" "));
  }
}

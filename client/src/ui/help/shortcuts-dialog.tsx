/** What can be done from the keyboard. */

import type { JSX } from "preact";
import { useWords, type InterfaceWords } from "../messages/use-words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Keys } from "../parts/keys.tsx";
import {
  blockTools,
  historyTools,
  indentTools,
  kindTools,
  labelOf,
  markTools,
  type Tool,
} from "../toolbar/tools.ts";

interface Row {
  readonly label: string;
  /** One or more ways, each a shortcut as in `parts/shortcut.ts`. */
  readonly keys?: readonly string[];
  /** Characters to type instead. */
  readonly typed?: readonly string[];
}

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** See the head of this file. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const words = useWords();
  return (
    <Dialog title={words.say("shortcuts.title")} onClose={onClose}>
      {() => (
        <div class="coscribe-shortcuts">
          {sectionsOf(words).map((section) => (
            <section key={section.title}>
              <h3>{section.title}</h3>
              <dl>
                {section.rows.map(({ label, keys = [], typed = [] }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((shortcut) => (
                        <Keys key={shortcut} shortcut={shortcut} />
                      ))}
                      {typed.map((text) => (
                        <code key={text}>{text}</code>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      )}
    </Dialog>
  );
}

function sectionsOf(words: InterfaceWords): readonly Section[] {
  const rowsOf = (tools: readonly Tool[]): readonly Row[] =>
    tools.flatMap((tool) =>
      tool.shortcut === undefined ? [] : [{ label: labelOf(words, tool), keys: [tool.shortcut] }],
    );
  return [
    {
      title: words.say("shortcuts.text"),
      rows: [...rowsOf(markTools), { label: words.say("tool.link"), keys: ["Mod-K"] }],
    },
    { title: words.say("shortcuts.kinds"), rows: rowsOf(kindTools) },
    {
      title: words.say("shortcuts.blocks"),
      rows: [
        ...rowsOf(indentTools),
        { label: words.say("shortcuts.indentInLists"), keys: ["Tab", "Shift-Tab"] },
        { label: words.say("shortcuts.check"), keys: ["Mod-Enter"] },
        { label: words.say("shortcuts.newLine"), keys: ["Shift-Enter"] },
        ...rowsOf(blockTools),
      ],
    },
    {
      title: words.say("shortcuts.typeAtStart"),
      rows: [
        { label: words.say("shortcuts.heading"), typed: ["#", "##", "###"] },
        { label: words.say("tool.bullet"), typed: ["-", "*"] },
        { label: words.say("tool.numbered"), typed: ["1."] },
        { label: words.say("tool.task"), typed: ["[]", "[x]"] },
        { label: words.say("tool.quote"), typed: [">"] },
        { label: words.say("tool.code"), typed: ["```"] },
        { label: words.say("tool.divider"), typed: ["---"] },
      ],
    },
    {
      title: words.say("shortcuts.typeAround"),
      rows: [
        { label: words.say("tool.bold"), typed: ["**bold**"] },
        { label: words.say("tool.italic"), typed: ["*italic*"] },
        { label: words.say("tool.strike"), typed: ["~~strike~~"] },
        { label: words.say("tool.inlineCode"), typed: ["`code`"] },
        { label: words.say("tool.link"), typed: ["[text](address)"] },
      ],
    },
    {
      title: words.say("shortcuts.page"),
      rows: [
        ...rowsOf(historyTools),
        { label: words.say("shortcuts.toToolbar"), keys: ["Alt-F10"] },
        { label: words.say("shortcuts.toText"), keys: ["Esc"] },
        { label: words.say("shortcuts.tabOut"), keys: ["Esc", "Tab"] },
        { label: words.say("shortcuts.help"), keys: ["Mod-/"] },
      ],
    },
  ];
}

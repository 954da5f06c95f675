/** What can be done from the keyboard. */

import type { JSX } from "preact";
import {
  blockTools,
  historyTools,
  indentTools,
  kindTools,
  markTools,
  type Tool,
} from "../../toolbar/tools.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Keys } from "../../ui/keys.tsx";

interface Row {
  readonly label: string;
  /** One or more ways, each a shortcut as in `ui/shortcut.ts`. */
  readonly keys?: readonly string[];
  /** Characters to type instead. */
  readonly typed?: readonly string[];
}

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const sections: readonly Section[] = [
  { title: "Text", rows: [...rowsOf(markTools), { label: "Link", keys: ["Mod-K"] }] },
  { title: "Block type", rows: rowsOf(kindTools) },
  {
    title: "Blocks",
    rows: [
      ...rowsOf(indentTools),
      { label: "Indent in lists", keys: ["Tab", "Shift-Tab"] },
      { label: "Check or uncheck a task", keys: ["Mod-Enter"] },
      { label: "New line in the same block", keys: ["Shift-Enter"] },
      ...rowsOf(blockTools),
    ],
  },
  {
    title: "Type at the start of a line",
    rows: [
      { label: "Heading", typed: ["#", "##", "###"] },
      { label: "Bulleted list", typed: ["-", "*"] },
      { label: "Numbered list", typed: ["1."] },
      { label: "Task list", typed: ["[]", "[x]"] },
      { label: "Quote", typed: [">"] },
      { label: "Code block", typed: ["```"] },
      { label: "Divider", typed: ["---"] },
    ],
  },
  {
    title: "Type around words",
    rows: [
      { label: "Bold", typed: ["**bold**"] },
      { label: "Italic", typed: ["*italic*"] },
      { label: "Strikethrough", typed: ["~~strike~~"] },
      { label: "Inline code", typed: ["`code`"] },
      { label: "Link", typed: ["[text](address)"] },
    ],
  },
  {
    title: "Page",
    rows: [
      ...rowsOf(historyTools),
      { label: "Find", keys: ["Mod-F"] },
      { label: "Find and replace", keys: ["Mod-Alt-F"] },
      { label: "Next or previous match", keys: ["Mod-G", "Mod-Shift-G"] },
      { label: "Word count", keys: ["Mod-Shift-C"] },
      { label: "Go to the toolbar", keys: ["Alt-F10"] },
      { label: "Go back to the text", keys: ["Esc"] },
      { label: "Tab out of a list or code", keys: ["Esc", "Tab"] },
      { label: "Show this list", keys: ["Mod-/"] },
    ],
  },
];

/** See the head of this file. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {() => (
        <div class="shortcuts">
          {sections.map((section) => (
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

function rowsOf(tools: readonly Tool[]): readonly Row[] {
  return tools.flatMap(({ label, shortcut }) =>
    shortcut === undefined ? [] : [{ label, keys: [shortcut] }],
  );
}

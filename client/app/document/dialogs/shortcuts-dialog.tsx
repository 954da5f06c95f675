/** What can be done from the keyboard. */

import type { Tool } from "@coscribe/client/editor";
import { Dialog, historyTools, Keys, toolsIn, type ShownTool } from "@coscribe/client/ui";
import type { JSX } from "preact";

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

function sectionsOf(tools: readonly Tool[]): readonly Section[] {
  return [
    { title: "Text", rows: [...keysOf(toolsIn(tools, "mark", "color")), link] },
    { title: "Block type", rows: keysOf(toolsIn(tools, "kind", "frame")) },
    {
      title: "Blocks",
      rows: [
        ...keysOf(toolsIn(tools, "indent", "align")),
        { label: "Indent in lists", keys: ["Tab", "Shift-Tab"] },
        { label: "Check or uncheck a task", keys: ["Mod-Enter"] },
        { label: "New line in the same block", keys: ["Shift-Enter"] },
        ...keysOf(toolsIn(tools, "block")),
      ],
    },
    {
      title: "Type at the start of a line",
      rows: typedFor(toolsIn(tools, "kind", "frame", "insert")),
    },
    {
      title: "Type around words",
      rows: [...typedFor(toolsIn(tools, "mark")), { label: "Link", typed: ["[text](address)"] }],
    },
    {
      title: "Page",
      rows: [
        ...keysOf(historyTools),
        { label: "Find", keys: ["Mod-f"] },
        { label: "Find and replace", keys: ["Mod-Alt-f"] },
        { label: "Next or previous match", keys: ["Mod-g", "Mod-Shift-g"] },
        { label: "Word count", keys: ["Mod-Shift-c"] },
        { label: "Go to the toolbar", keys: ["Alt-F10"] },
        { label: "Go back to the text", keys: ["Esc"] },
        { label: "Tab out of a list or code", keys: ["Esc", "Tab"] },
        { label: "Show this list", keys: ["Mod-/"] },
      ],
    },
  ];
}

const link: Row = { label: "Link", keys: ["Mod-k"] };

/** Attributes of {@link ShortcutsDialog}. */
export interface ShortcutsDialogProps {
  readonly tools: readonly Tool[];
  readonly onClose: () => void;
}

/** See the head of this file. */
export function ShortcutsDialog({ tools, onClose }: ShortcutsDialogProps): JSX.Element {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {() => (
        <div class="shortcuts">
          {sectionsOf(tools).map((section) => (
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

function keysOf(tools: readonly ShownTool[]): readonly Row[] {
  return tools.flatMap(({ label, keys }) =>
    keys?.[0] === undefined ? [] : [{ label, keys: [keys[0]] }],
  );
}

function typedFor(tools: readonly ShownTool[]): readonly Row[] {
  return tools.flatMap(({ label, typed }) =>
    typed === undefined ? [] : [{ label, typed: [typed] }],
  );
}

/** What can be done from the keyboard: the keys of all tools, and what is no tool's. It can be searched. */

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Tool } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Keys } from "../parts/keys.tsx";
import { rowsMatching, sectionsOf } from "./shortcut-list.ts";

/** Attributes of {@link ShortcutsDialog}. */
export interface ShortcutsDialogProps {
  /** Those of the editor. */
  readonly tools: readonly Tool[];
  readonly onClose: () => void;
}

/** See the head of this file. */
export function ShortcutsDialog({ tools, onClose }: ShortcutsDialogProps): JSX.Element {
  const words = useWords();
  const id = useId();
  const [query, setQuery] = useState("");
  const sections = rowsMatching(sectionsOf(words, tools), query);
  return (
    <Dialog title={words.say("shortcuts.title")} onClose={onClose}>
      {() => (
        <>
          <label class="coscribe-visually-hidden" for={id}>
            {words.say("shortcuts.search")}
          </label>
          <input
            id={id}
            class="coscribe-field coscribe-shortcuts-search"
            type="search"
            // Where fingers point, it would bring up a keyboard over the list.
            autofocus={matchMedia("(pointer: fine)").matches}
            autocomplete="off"
            placeholder={words.say("shortcuts.search")}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
          {sections.length === 0 ? (
            <p class="coscribe-hint" role="status">
              {words.say("search.nothing")}
            </p>
          ) : undefined}
          <div class="coscribe-shortcuts">
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
        </>
      )}
    </Dialog>
  );
}

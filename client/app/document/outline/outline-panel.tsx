/**
 * The headings of the document beside its text: the one whose section is read is marked, and choosing one
 * goes there. One stop in the tab order, with arrow keys inside. Loaded when somebody first wants it.
 */

import type { Editor } from "@coscribe/client/editor";
import {
  goToSection,
  watchOutline,
  type OutlineEntry,
  type OutlineState,
} from "@coscribe/client/features/outline";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "@coscribe/client/ui";
import { usePageWords } from "../../messages/use-page-words.ts";
import { listItemToFocus } from "./list-focus.ts";

/** Attributes of {@link OutlinePanel}. */
export interface OutlinePanelProps {
  readonly editor: Editor;
  /** There is no room beside the text: it lies above that, and goes when a heading is chosen. */
  readonly isAbove: boolean;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function OutlinePanel({ editor, isAbove, onClose }: OutlinePanelProps): JSX.Element {
  const words = usePageWords();
  const [{ entries, current }, setState] = useState<OutlineState>({
    entries: [],
    current: undefined,
  });
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => watchOutline(editor.view, setState), [editor]);
  // In a long document what is read stays in sight here as well.
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  useLayoutEffect(() => {
    if (isAbove) list.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [isAbove, entries.length > 0]);

  const goTo = (entry: OutlineEntry): void => {
    goToSection(editor.view, entry);
    // On a touch screen the focus would bring up the keyboard.
    if (matchMedia("(pointer: fine)").matches) editor.focus();
    if (isAbove) onClose();
  };
  const close = (): void => {
    onClose();
    editor.focus();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    const next = list.current === null ? undefined : listItemToFocus(list.current, event);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const tabStop = current ?? entries[0];
  const topLevel = Math.min(...entries.map(({ level }) => level));

  return (
    <nav
      class="outline"
      aria-label={words.say("outline.title")}
      data-above={isAbove}
      onKeyDown={handleKey}
    >
      <div class="outline-head">
        <h2>{words.say("outline.title")}</h2>
        <IconButton icon="x" label={words.say("outline.close")} onClick={close} />
      </div>
      {entries.length === 0 ? (
        <p class="coscribe-hint">{words.say("outline.empty")}</p>
      ) : (
        <ol ref={list} class="outline-list">
          {entries.map((entry) => (
            <li key={entry.index}>
              <button
                type="button"
                class="outline-entry"
                data-depth={entry.level - topLevel}
                aria-current={entry === current ? "location" : undefined}
                tabIndex={entry === tabStop ? 0 : -1}
                onClick={() => goTo(entry)}
              >
                <bdi>{entry.text.trim() === "" ? words.say("outline.untitled") : entry.text}</bdi>
              </button>
            </li>
          ))}
        </ol>
      )}
    </nav>
  );
}

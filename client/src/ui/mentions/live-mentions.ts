/**
 * Lets mentions in the text live: a person who is here is called what she calls herself by now, and a
 * document's mention leads there, with a click or Alt-Enter.
 */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type { Editor } from "../../editor/index.ts";
import { selectedNode } from "../../editor/selection-type.ts";
import { peopleIn } from "./people-in.ts";

/** What live mentions need. */
export interface LiveMentionsOptions {
  readonly editor: Editor;
  readonly awareness: Awareness;
  /** Opens the document of this name, beside this one where `isBeside`. */
  readonly openDocument: (id: string, isBeside: boolean) => void;
}

/** Long enough for several changes of one moment to be shown at once. */
const settleMs = 200;

/** Starts. Returns the function that stops it. */
export function liveMentions({ editor, awareness, openDocument }: LiveMentionsOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    timer = undefined;
    if (!editor.view.isDestroyed) showNames(editor.view, awareness);
  };
  const showSoon = (): void => {
    timer ??= setTimeout(show, settleMs);
  };
  const open = (element: Element, isBeside: boolean): boolean => {
    const mention = element.closest<HTMLElement>('[data-mention="document"]');
    const id = mention?.dataset["ref"];
    if (id === undefined || id === "") return false;
    openDocument(id, isBeside);
    return true;
  };
  const detach = editor.attach(
    new Plugin({
      props: {
        handleClick: (_view, _pos, event) =>
          event.target instanceof Element && open(event.target, event.ctrlKey || event.metaKey),
        handleKeyDown: (view, event) => {
          const isKey = event.key === "Enter" && (event.altKey || !view.editable);
          if (!isKey || selectedNode(view.state.selection)?.type.name !== "mention") return false;
          const element = view.nodeDOM(view.state.selection.from);
          return element instanceof Element && open(element, event.ctrlKey || event.metaKey);
        },
      },
      view: () => ({
        update: (view, before) => {
          if (view.state.doc !== before.doc) showSoon();
        },
      }),
    }),
  );
  awareness.on("change", showSoon);
  show();
  return () => {
    clearTimeout(timer);
    awareness.off("change", showSoon);
    detach();
  };
}

function showNames(view: EditorView, awareness: Awareness): void {
  const mentions = view.dom.querySelectorAll<HTMLElement>('[data-mention="person"]');
  if (mentions.length === 0) return;
  const names = new Map(peopleIn(awareness).map(({ id, label }) => [id, label]));
  for (const mention of mentions) {
    const name = names.get(mention.dataset["ref"] ?? "");
    mention.classList.toggle("is-here", name !== undefined);
    if (name !== undefined && mention.textContent !== `@${name}`) mention.textContent = `@${name}`;
  }
}

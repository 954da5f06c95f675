/**
 * On a first visit: the name that was made up, and how to change it at once. It goes with the first key in
 * the text, and until then stands where the caret is not.
 */

import type { User } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import { Avatar, IconButton, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Attributes of {@link WelcomeCard}. */
export interface WelcomeCardProps {
  readonly user: User;
  /** Undefined before it is mounted. */
  readonly editor: Editor | undefined;
  readonly onEdit: () => void;
  readonly onDismiss: () => void;
}

/** How much of the window stays free between the caret and the card. */
const freeBelowCaret = 0.25;

/** Keys that write nothing, and lead to the card's buttons. */
const idleKeys = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Tab"]);

/** See the head of this file. */
export function WelcomeCard({ user, editor, onEdit, onDismiss }: WelcomeCardProps): JSX.Element {
  const words = useWords();
  const card = useRef<HTMLElement>(null);
  const [isAbove, setIsAbove] = useState(false);

  useLayoutEffect(() => {
    if (editor === undefined) return undefined;
    const stopped = new AbortController();
    const { signal } = stopped;
    const text = editor.view.dom;
    const pressed = ({ key }: KeyboardEvent): void => {
      if (!idleKeys.has(key)) onDismiss();
    };
    text.addEventListener("keydown", pressed, { signal });
    // Keyboards on the screen may press no key.
    text.addEventListener("beforeinput", onDismiss, { signal });
    text.addEventListener("paste", onDismiss, { signal });
    const place = (): void => {
      if (card.current !== null) setIsAbove(reachesCaret(card.current, editor));
    };
    place();
    document.addEventListener("selectionchange", place, { signal });
    addEventListener("scroll", place, { passive: true, signal });
    (globalThis.visualViewport ?? globalThis).addEventListener("resize", place, { signal });
    return () => stopped.abort();
  }, [editor]);

  return (
    <aside ref={card} class="welcome" aria-label={words.say("welcome.label")} data-above={isAbove}>
      <Avatar user={user} />
      <p>{words.split("welcome.text", { name: <bdi>{user.name}</bdi> })}</p>
      <button type="button" class="coscribe-button coscribe-button-small" onClick={onEdit}>
        {words.say("welcome.change")}
      </button>
      <IconButton icon="x" label={words.say("welcome.keep")} onClick={onDismiss} />
    </aside>
  );
}

/** Whether the card, where it stands below, would be nearer to the caret than it may. */
function reachesCaret(card: HTMLElement, { view }: Editor): boolean {
  const caretBottom = view.hasFocus() ? bottomOfCaret() : undefined;
  if (caretBottom === undefined) return false;
  const { height } = globalThis.visualViewport ?? { height: innerHeight };
  return caretBottom + freeBelowCaret * height > topBelow(card, height);
}

/** As the browser has it: the editor reads where a finger has put the caret a little later. */
function bottomOfCaret(): number | undefined {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const { bottom, height } = range.getBoundingClientRect();
  if (height > 0) return bottom;
  // In an empty line a caret has no box.
  const { startContainer } = range;
  const around = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  return around?.getBoundingClientRect().bottom;
}

/** Where the card begins, or would begin, at the bottom of the window. */
function topBelow(card: HTMLElement, height: number): number {
  const tools = document.querySelector(".coscribe-toolbar")?.getBoundingClientRect();
  const isToolbarBelow = tools !== undefined && tools.top > height / 2;
  return (isToolbarBelow ? tools.top : height) - card.offsetHeight - marginPx;
}

/** As in styles/banners.css. */
const marginPx = 16;

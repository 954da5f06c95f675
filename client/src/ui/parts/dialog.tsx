/**
 * A modal dialog with a title, over the browser's `<dialog>`, which keeps the focus inside, makes the
 * rest inert, closes on Escape and gives the focus back. It is shown as long as it is rendered.
 */

import type { ComponentChildren, JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { IconButton } from "./icon-button.tsx";
import { keepCaret } from "./kept-caret.ts";

/** Attributes of {@link Dialog}. */
export interface DialogProps {
  readonly title: string;
  /** A class for its size. */
  readonly class?: string;
  /** Called once it has closed, however that came about; the owner then stops rendering it. */
  readonly onClose: () => void;
  /** `close` closes it, as Escape would. */
  readonly children: (close: () => void) => ComponentChildren;
}

/** See the head of this file. */
export function Dialog(props: DialogProps): JSX.Element {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const putCaretBack = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    putCaretBack.current = keepCaret(document);
    dialog.current?.showModal();
  }, []);
  // At once, and not when the browser gets to tell of it: the next key belongs to the text.
  const close = (): void => {
    dialog.current?.close();
    putCaretBack.current?.();
  };

  // WebKit leaves Escape to a field that has the focus.
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    close();
  };

  const closeOnBackdrop = (event: PointerEvent): void => {
    // The dialog's own box is covered by its content: only the backdrop is the dialog itself.
    if (event.target === dialog.current) close();
  };

  return (
    <dialog
      ref={dialog}
      class={`coscribe-dialog ${props.class ?? ""}`}
      aria-labelledby={titleId}
      onClose={props.onClose}
      onKeyDown={closeOnEscape}
      onPointerDown={closeOnBackdrop}
    >
      <div class="coscribe-dialog-box">
        <header class="coscribe-dialog-head">
          <h2 id={titleId}>{props.title}</h2>
          <IconButton icon="x" label={words.say("close")} onClick={close} />
        </header>
        {props.children(close)}
      </div>
    </dialog>
  );
}

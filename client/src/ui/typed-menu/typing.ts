/**
 * Watches what is typed into an editor for the signs that open a menu, and hands the menu its keys.
 *
 * Only a sign that this user has just typed opens one. From then on the text before the caret is read
 * anew after each change, so nothing has to be kept in place while others write in the same line.
 */

import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Editor } from "../../editor/index.ts";
import { typedText, type Sign, type TypedText } from "./sign.ts";

/** What has been typed, and after which of the signs. */
export interface TypedNow<Source extends Sign> {
  readonly source: Source;
  readonly typed: TypedText;
}

/** What is done with it. */
export interface TypingListener<Source extends Sign> {
  /** Called whenever what is typed changes; undefined where nothing is any more. */
  readonly onTyped: (now: TypedNow<Source> | undefined) => void;
  /** Whether the key is one of the menu, which then has done what it does. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** Whether typing `text` is a choice, which then has been made. */
  readonly onText: (text: string) => boolean;
}

/** Watches from now on. Returns the function that stops it. */
export function watchTyping<Source extends Sign>(
  editor: Editor,
  sources: readonly Source[],
  listener: TypingListener<Source>,
): Typing {
  const typing = new WatchedTyping(editor, sources, listener);
  const detach = editor.attach(typing.plugin);
  return {
    end: () => typing.tell(undefined),
    begin: (sign) => typing.begin(sign),
    stop: detach,
  };
}

/** What can be asked of {@link watchTyping}. */
export interface Typing {
  /** Closes the menu; what is typed stays text. */
  readonly end: () => void;
  /** Writes `sign` at the caret, as if it had been typed. */
  readonly begin: (sign: string) => void;
  readonly stop: () => void;
}

class WatchedTyping<Source extends Sign> {
  readonly plugin: Plugin;
  readonly #editor: Editor;
  readonly #sources: readonly Source[];
  readonly #listener: TypingListener<Source>;
  #now: TypedNow<Source> | undefined;
  /** The sign that is about to be in the text. */
  #begun: Source | undefined;

  constructor(editor: Editor, sources: readonly Source[], listener: TypingListener<Source>) {
    this.#editor = editor;
    this.#sources = sources;
    this.#listener = listener;
    this.plugin = new Plugin({
      props: {
        handleKeyDown: (_view, event) => this.#now !== undefined && listener.onKey(event),
        handleTextInput: (_view, _from, _to, text) => this.#noteText(text),
        handleDOMEvents: {
          blur: () => {
            this.tell(undefined);
            return false;
          },
        },
      },
      view: () => ({ update: (view, before) => this.#update(view, before) }),
    });
  }

  tell(now: TypedNow<Source> | undefined): void {
    if (now === undefined && this.#now === undefined) return;
    this.#now = now;
    this.#listener.onTyped(now);
  }

  begin(sign: string): void {
    const { view } = this.#editor;
    const { $from } = view.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc").at(-1);
    const space = before === undefined || /\s/.test(before) ? "" : " ";
    this.#begun = this.#sources.find((source) => source.sign === sign);
    view.dispatch(view.state.tr.insertText(space + sign).scrollIntoView());
    this.#editor.focus();
  }

  #noteText(text: string): boolean {
    if (this.#now !== undefined && this.#listener.onText(text)) return true;
    const { isVerbatim, marks } = this.#editor.state;
    if (isVerbatim || marks["code"] === true) return false;
    this.#begun = this.#sources.find(({ sign }) => text.endsWith(sign));
    return false;
  }

  #update(view: EditorView, before: EditorState): void {
    const { state } = view;
    const source = this.#begun ?? this.#now?.source;
    if (source === undefined) return;
    const isNew = this.#begun !== undefined;
    // The letter may come with the next change: an input method writes in its own time.
    if (isNew && state.doc === before.doc) return;
    this.#begun = undefined;
    const typed = typedText(state, source);
    const hasMoved = !isNew && state.doc === before.doc && typed?.from !== this.#now?.typed.from;
    const isOver = typed === undefined || hasMoved || !view.editable;
    this.tell(isOver ? undefined : { source, typed });
  }
}

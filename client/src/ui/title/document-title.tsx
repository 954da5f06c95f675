/**
 * The title of a document, as the heading of its page: pressing it lets it be changed. Until somebody does, it
 * is the first heading of the text; emptied, it is that again.
 */

import { flowText, maxTitleLength, setTitle } from "@coscribe/shared/flow";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type * as Y from "yjs";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { shownTitle, watchTitle } from "./shown-title.ts";

/** Attributes of {@link DocumentTitle}. */
export interface DocumentTitleProps {
  readonly editor: Editor;
  readonly doc: Y.Doc;
  /** What it is called while it is called nothing. */
  readonly name: string;
  readonly isEditable: boolean;
  /** Called with each title; undefined while it has none. */
  readonly onTitle?: (title: string | undefined) => void;
}

/** See the head of this file. */
export function DocumentTitle(props: DocumentTitleProps): JSX.Element {
  const { editor, doc, name, isEditable } = props;
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [title, setShown] = useState(() => shownTitle(doc, editor.view.state.doc));
  const [isEdited, setIsEdited] = useState(false);
  const told = useRef<string | undefined>(undefined);

  useLayoutEffect(() => {
    const look = (): void => {
      if (editor.view.isDestroyed) return;
      const next = shownTitle(doc, editor.view.state.doc);
      setShown(next);
      if (told.current !== next) props.onTitle?.(next);
      told.current = next;
    };
    look();
    return watchTitle(doc, look);
  }, [editor]);
  useLayoutEffect(() => {
    if (isEdited) field.current?.select();
  }, [isEdited]);

  const save = (): void => {
    const typed = field.current?.value.trim() ?? "";
    // What it is called by itself goes on being so.
    if (typed !== (title ?? "")) setTitle(flowText(doc), typed);
    setShown(shownTitle(doc, editor.view.state.doc));
    setIsEdited(false);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Enter") save();
    else setIsEdited(false);
    if (event.key === "Enter") editor.focus();
    else requestAnimationFrame(() => button.current?.focus());
  };

  return (
    <>
      <h1 class="coscribe-title" data-tip={isEdited ? undefined : name}>
        {isEdited ? (
          <input
            ref={field}
            class="coscribe-title-field"
            type="text"
            dir="auto"
            maxLength={maxTitleLength}
            aria-label={words.say("title.label")}
            placeholder={name}
            defaultValue={title ?? ""}
            onKeyDown={handleKey}
            onBlur={save}
          />
        ) : isEditable ? (
          <button
            ref={button}
            type="button"
            class="coscribe-title-button"
            aria-describedby={id}
            onClick={() => setIsEdited(true)}
          >
            <bdi>{title ?? name}</bdi>
          </button>
        ) : (
          <bdi>{title ?? name}</bdi>
        )}
      </h1>
      <span id={id} hidden>
        {words.say("title.change")}
      </span>
    </>
  );
}

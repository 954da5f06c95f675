/** The place of the editor, which is not part of the component tree. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Connection } from "../connection.ts";
import { mountFeatures, stagedFeatures, type Editor } from "../editor/index.ts";
import { useWords } from "../ui/messages/use-words.ts";

/** Attributes of {@link EditorPlace}. */
export interface EditorPlaceProps {
  readonly connection: Connection;
  readonly label: string | undefined;
  /** Hides the text while there is none, so that nobody takes the document for an empty one. */
  readonly isHidden: boolean;
  /** Told what the person should know. */
  readonly onNotice: (message: string) => void;
  /** Called with the editor, and with undefined when it goes. */
  readonly onChange: (editor: Editor | undefined) => void;
}

/** See the head of this file. The editor starts read-only. */
export function EditorPlace(props: EditorPlaceProps): JSX.Element {
  const words = useWords();
  const latest = useRef(words);
  latest.current = words;
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<Editor>(undefined);
  const label = props.label ?? words.say("editor.label");
  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const editor = mountFeatures(stagedFeatures, place.current, props.connection, {
      readOnly: true,
      placeholder: words.say("editor.placeholder"),
      label,
      words: latest.current,
      labelOf: (tool) => latest.current.find(`tool.${tool.id}`) ?? tool.label,
      onNotice: ({ message }) => props.onNotice(message),
    });
    const uncovered = belowBar(place.current);
    editor.view.setProps({ scrollMargin: uncovered, scrollThreshold: uncovered });
    mounted.current = editor;
    props.onChange(editor);
    return () => {
      mounted.current = undefined;
      props.onChange(undefined);
      editor.destroy();
    };
  }, [props.connection]);
  useLayoutEffect(() => mounted.current?.setLabel(label), [label]);
  useLayoutEffect(() => {
    mounted.current?.setWords(words);
    mounted.current?.setPlaceholder(words.say("editor.placeholder"));
  }, [words]);
  return <div ref={place} class="coscribe-frame-text" data-hidden={props.isHidden} />;
}

/** Keeps the caret clear of the frame's bar, which stays in sight, in px. ProseMirror asks whenever it scrolls. */
function belowBar(place: HTMLElement): Record<"top" | "bottom" | "left" | "right", number> {
  return {
    left: 0,
    right: 0,
    bottom: breathingSpacePx,
    get top(): number {
      const bar = place.parentElement?.querySelector(".coscribe-frame-bar");
      return (bar?.getBoundingClientRect().height ?? 0) + breathingSpacePx;
    },
  };
}

const breathingSpacePx = 16;

/** The place of the editor, which is not part of the component tree. */

import type { Connection } from "@coscribe/client";
import { mountFeatures, stagedFeatures, type Editor } from "@coscribe/client/editor";
import { WordsContext } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { useFrameWords } from "../messages/use-frame-words.ts";

/** Attributes of {@link Text}. */
export interface TextProps {
  readonly id: string;
  readonly connection: Connection;
  /** See `late-time.ts`. */
  readonly lateTime: Promise<void>;
  /** Hides the text while there is none, so that nobody takes the document for an empty one. */
  readonly isHidden: boolean;
  readonly onMounted: (editor: Editor) => void;
  /** Told what the person should know. */
  readonly onNotice: (message: string) => void;
}

/** See the head of this file. The editor starts read-only. */
export function Text(props: TextProps): JSX.Element {
  const { id, connection, lateTime, isHidden, onMounted, onNotice } = props;
  const words = useFrameWords();
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<Editor>(undefined);
  // They come later than the editor, and with another language again.
  const interfaceWords = useRef(useContext(WordsContext));
  interfaceWords.current = useContext(WordsContext);
  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const editor = mountFeatures(stagedFeatures, place.current, connection, {
      readOnly: true,
      lateTime,
      onNotice: ({ message }) => onNotice(message),
      placeholder: words.say("document.placeholder"),
      labelOf: (tool) => interfaceWords.current?.find(`tool.${tool.id}`) ?? tool.label,
      words: interfaceWords.current,
      label: words.say("document.label", { name: connection.name }),
    });
    editor.view.setProps({ scrollMargin: uncovered, scrollThreshold: uncovered });
    mounted.current = editor;
    onMounted(editor);
    return () => {
      mounted.current = undefined;
      editor.destroy();
    };
  }, []);
  useLayoutEffect(() => {
    mounted.current?.setWords(interfaceWords.current);
  }, [interfaceWords.current]);
  useLayoutEffect(() => {
    mounted.current?.setLabel(words.say("document.label", { name: connection.name }));
    mounted.current?.setPlaceholder(words.say("document.placeholder"));
  }, [words]);
  return <div ref={place} id={id} class="text" data-hidden={isHidden} />;
}

/** Keeps the caret clear of the bars, in px. ProseMirror asks whenever it scrolls. */
const uncovered = {
  left: 0,
  right: 0,
  get top(): number {
    return heightOf(".chrome") + heightOf(".find-bar") + breathingSpacePx;
  },
  get bottom(): number {
    const isAtBottom = matchMedia(bottomToolbarQuery).matches;
    return (isAtBottom ? heightOf(".coscribe-toolbar") : 0) + breathingSpacePx;
  },
};

const breathingSpacePx = 24;

/** As in styles/toolbar.css. */
const bottomToolbarQuery = "(max-width: 40rem)";

function heightOf(selector: string): number {
  return document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
}

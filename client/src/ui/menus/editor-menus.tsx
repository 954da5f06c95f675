/**
 * Everything around an editor that comes and goes with what the user does in it: the menus that signs in the
 * text open, the tools beside a selection, the card of a link, the handle of a block. A page renders it
 * once, beside the editor, as soon as it has been loaded; the text can be written without it.
 */

import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Editor, EditorConnection } from "../../editor/index.ts";
import { liveMentions } from "../mentions/live-mentions.ts";
import { useWords } from "../messages/use-words.ts";
import { emojiSource } from "../typed-menu/emoji-source.ts";
import { mentionSource, type FindDocuments } from "../typed-menu/mention-source.ts";
import { recentToolsInMemory, type RecentTools } from "../typed-menu/recent-tools.ts";
import { toolSource, type ToolAction } from "../typed-menu/tool-source.ts";
import { TypedMenu } from "../typed-menu/typed-menu.tsx";

/** Attributes of {@link EditorMenus}. Those of functions are those of the first call. */
export interface EditorMenusProps {
  readonly editor: Editor;
  readonly connection: Pick<EditorConnection, "awareness">;
  /** Where the tools that were used last are kept; as long as the page lives, by default. */
  readonly recentTools?: RecentTools;
  /** Finds other documents to mention; none are offered without it. */
  readonly findDocuments?: FindDocuments;
  /** Opens a document that is mentioned, beside this one where `isBeside`. */
  readonly openDocument?: (id: string, isBeside: boolean) => void;
}

/** See the head of this file. */
export function EditorMenus(props: EditorMenusProps): JSX.Element {
  const { editor, connection, findDocuments, openDocument } = props;
  const words = useWords();
  const begin = useRef<(sign: string) => void>(undefined);
  const sources = useMemo(() => {
    const { awareness } = connection;
    const actions: ToolAction[] = [
      { id: "emoji", icon: "smile", keywords: "smiley symbol", typed: ":", run: () => begin.current?.(":") },
      { id: "mention", icon: "atSign", keywords: "person people document page link", typed: "@", run: () => begin.current?.("@") },
    ];
    const recent = props.recentTools ?? recentToolsInMemory();
    return [
      toolSource({ editor, words, recent, actions }),
      emojiSource(editor, words),
      mentionSource({ editor, words, awareness, findDocuments }),
    ];
  }, [editor, words]);
  useLayoutEffect(
    () =>
      liveMentions({
        editor,
        awareness: connection.awareness,
        openDocument: openDocument ?? (() => undefined),
      }),
    [editor],
  );
  return (
    <>
      <TypedMenu
        editor={editor}
        sources={sources}
        onReady={(write) => {
          begin.current = write;
        }}
      />
    </>
  );
}

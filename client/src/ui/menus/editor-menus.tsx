/**
 * Everything around an editor that comes and goes with what the user does in it: the menus that signs in the
 * text open, the tools beside a selection, the card of a link, the handle of a block. A page renders it
 * once, beside the editor, as soon as it has been loaded; the text can be written without it.
 */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Editor, EditorConnection } from "../../editor/index.ts";
import { BlockHandle } from "../block-handle/block-handle.tsx";
import { BlockMarks } from "../block-handle/block-marks.ts";
import { revealBlock } from "../block-handle/reveal-block.ts";
import { BubbleToolbar } from "../bubble/bubble-toolbar.tsx";
import { LinkCard } from "../link/link-card.tsx";
import { liveMentions } from "../mentions/live-mentions.ts";
import { useWords } from "../messages/use-words.ts";
import type { ShownTool } from "../toolbar/tools.ts";
import { emojiSource } from "../typed-menu/emoji-source.ts";
import { mentionSource, type FindDocuments } from "../typed-menu/mention-source.ts";
import { recentToolsInMemory, type RecentTools } from "../typed-menu/recent-tools.ts";
import { toolSource } from "../typed-menu/tool-source.ts";
import { TypedMenu } from "../typed-menu/typed-menu.tsx";
import { insertions } from "./insertions.ts";

/** What a page can ask of the menus. */
export interface MenusHandle {
  /** Opens the menu of the selected blocks. */
  readonly openBlockMenu: () => void;
  /** Begins one of {@link insertions} at the caret. */
  readonly insert: (tool: ShownTool) => void;
  /** Shows the block with this id; false if there is none. */
  readonly reveal: (block: string) => boolean;
}

/** Attributes of {@link EditorMenus}. Functions are those of the first call. */
export interface EditorMenusProps {
  readonly editor: Editor;
  readonly connection: Pick<EditorConnection, "awareness">;
  /** Asks for the address of a link, as `LinkEditor` does. */
  readonly onEditLink: () => void;
  /** Where the tools that were used last are kept; as long as the page lives, by default. */
  readonly recentTools?: RecentTools;
  /** Finds other documents to mention; none are offered without it. */
  readonly findDocuments?: FindDocuments;
  /** Opens a document that is mentioned, beside this one where `isBeside`. */
  readonly openDocument?: (id: string, isBeside: boolean) => void;
  /** The address of the block of this id; without it, none can be copied. */
  readonly linkOfBlock?: (id: string) => string;
  /** Called once with what can be asked of the menus. */
  readonly onReady?: (menus: MenusHandle) => void;
  /** More tools beside a selection, such as one that begins a comment. */
  readonly selectionTools?: ComponentChildren;
}

/** See the head of this file. */
export function EditorMenus(props: EditorMenusProps): JSX.Element {
  const { editor, connection, findDocuments, openDocument, onEditLink } = props;
  const words = useWords();
  const begin = useRef<(sign: string) => void>(() => undefined);
  const openBlockMenu = useRef<() => void>(() => undefined);
  const [marks] = useState(() => new BlockMarks(editor));
  const insert = (tool: ShownTool): void => begin.current(tool.typed ?? "");

  const sources = useMemo(() => {
    const { awareness } = connection;
    const actions = insertions.map((tool) => ({ ...tool, run: () => insert(tool) }));
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
  useEffect(() => {
    props.onReady?.({
      openBlockMenu: () => openBlockMenu.current(),
      insert,
      reveal: (block) => revealBlock(editor, marks, block),
    });
    return () => marks.close();
  }, []);
  return (
    <>
      <TypedMenu
        editor={editor}
        sources={sources}
        onReady={(write) => {
          begin.current = write;
        }}
      />
      <BubbleToolbar editor={editor} onEditLink={onEditLink}>
        {props.selectionTools}
      </BubbleToolbar>
      <LinkCard editor={editor} onEditLink={onEditLink} />
      <BlockHandle
        editor={editor}
        marks={marks}
        linkOf={props.linkOfBlock}
        onInsert={() => begin.current("/")}
        onReady={(open) => {
          openBlockMenu.current = open;
        }}
      />
    </>
  );
}

/** The menus of the text, with what this page knows: other documents, and the tools that were used last. */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import {
  blockInFragment,
  EditorMenus,
  fragmentOfBlock,
  type MenusHandle,
} from "@coscribe/client/ui";
import { parseDocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { homePath } from "../page-root.ts";
import type { Preferences } from "../preferences.ts";
import { documentPath } from "../route.ts";
import { findRecentDocuments } from "./find-recent-documents.ts";

/** Attributes of {@link DocumentMenus}. */
export interface DocumentMenusProps {
  readonly editor: Editor;
  readonly connection: Connection;
  readonly preferences: Preferences;
  readonly onEditLink: () => void;
  /** Called once with what can be asked of the menus. */
  readonly onReady: (menus: MenusHandle) => void;
}

/** See the head of this file. */
export function DocumentMenus(props: DocumentMenusProps): JSX.Element {
  const { editor, connection, preferences } = props;
  const recentTools = useMemo(
    () => ({
      read: () => preferences.listOf("tools"),
      write: (ids: readonly string[]) => preferences.setList("tools", ids),
    }),
    [],
  );
  return (
    <EditorMenus
      editor={editor}
      connection={connection}
      recentTools={recentTools}
      findDocuments={(query) => findRecentDocuments(preferences, connection.name, query)}
      openDocument={openDocument}
      linkOfBlock={(id) => new URL(fragmentOfBlock(id), location.href).href}
      onEditLink={props.onEditLink}
      onReady={(menus) => {
        revealAsked(menus);
        props.onReady(menus);
      }}
    />
  );
}

/** Shows the block that the page's address leads to, now and whenever somebody follows such a link. */
function revealAsked(menus: MenusHandle): void {
  const reveal = (): void => {
    const block = blockInFragment(location.hash);
    if (block !== undefined) menus.reveal(block);
  };
  reveal();
  addEventListener("hashchange", reveal);
}

/** The name is another person's: one that no document can have leads nowhere. */
function openDocument(id: string, isBeside: boolean): void {
  let path: string;
  try {
    path = documentPath(parseDocumentName(id), homePath);
  } catch {
    return;
  }
  if (isBeside) open(path, "_blank", "noopener");
  else location.assign(path);
}

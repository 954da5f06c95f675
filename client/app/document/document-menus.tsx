/** The menus of the text, with what this page knows: other documents, and the tools that were used last. */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import { EditorMenus } from "@coscribe/client/ui";
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
}

/** See the head of this file. */
export function DocumentMenus(props: DocumentMenusProps): JSX.Element {
  const { editor, connection, preferences } = props;
  const recentTools = useMemo(
    () => ({
      read: () => preferences.recentTools,
      write: (ids: readonly string[]) => {
        preferences.recentTools = ids;
      },
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
    />
  );
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

/** What opens above a document, one at a time. */

import type { Connection, User } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import { LinkEditor, useLate } from "@coscribe/client/ui";
import type { JSX } from "preact";
import type { DialogName } from "./document-dialogs.tsx";

/** One of the panels. */
export type PanelName = "link" | DialogName;

/** Attributes of {@link DocumentPanels}. */
export interface DocumentPanelsProps {
  /** The open one, if any. */
  readonly panel: PanelName | undefined;
  readonly connection: Connection;
  readonly user: User | undefined;
  readonly editor: Editor | undefined;
  readonly onSaveUser: (user: User, hasChosenColor: boolean) => void;
  readonly onCopyFailure: () => void;
  readonly onClose: () => void;
  /** The panel could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file. */
export function DocumentPanels(props: DocumentPanelsProps): JSX.Element | null {
  const { panel, user, editor, onSaveUser, onClose, onFailure } = props;
  const dialog = panel === "link" ? undefined : panel;
  const late = useLate(() => import("./document-dialogs.tsx"), dialog !== undefined, onFailure);
  if (panel === "link") {
    return editor === undefined ? null : <LinkEditor editor={editor} onClose={onClose} />;
  }
  if (late === undefined) return null;
  return (
    <late.DocumentDialogs
      dialog={dialog}
      connection={props.connection}
      onCopyFailure={props.onCopyFailure}
      user={user}
      editor={editor}
      onSaveUser={onSaveUser}
      onClose={onClose}
    />
  );
}

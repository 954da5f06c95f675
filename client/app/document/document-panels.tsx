/** What opens above a document, one at a time. */

import type { User } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import type { JSX } from "preact";
import { LinkEditor } from "../toolbar/link-editor.tsx";
import { ProfileDialog } from "./profile-dialog.tsx";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";

/** One of the panels. */
export type PanelName = "shortcuts" | "profile" | "link";

/** Attributes of {@link DocumentPanels}. */
export interface DocumentPanelsProps {
  /** The open one, if any. */
  readonly panel: PanelName | undefined;
  readonly user: User | undefined;
  readonly editor: Editor | undefined;
  readonly onSaveUser: (user: User) => void;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function DocumentPanels(props: DocumentPanelsProps): JSX.Element | null {
  const { panel, user, editor, onSaveUser, onClose } = props;
  switch (panel) {
    case "shortcuts":
      return <ShortcutsDialog onClose={onClose} />;
    case "profile":
      return user === undefined ? null : (
        <ProfileDialog user={user} onSave={onSaveUser} onClose={onClose} />
      );
    case "link":
      return editor === undefined ? null : <LinkEditor editor={editor} onClose={onClose} />;
    case undefined:
      return null;
    default:
      return panel satisfies never;
  }
}

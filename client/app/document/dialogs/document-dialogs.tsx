/** The dialogs of a document, one at a time. Loaded when one is first opened. */

import type { Connection, User } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import { ShortcutsDialog } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { ShareDialog } from "../../share/share-dialog.tsx";
import { CountsDialog } from "./counts-dialog.tsx";
import { ProfileDialog } from "./profile-dialog.tsx";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "../../styles/dialogs.css";

/** One of the dialogs. */
export type DialogName = "shortcuts" | "profile" | "counts" | "share";

/** Attributes of {@link DocumentDialogs}. */
export interface DocumentDialogsProps {
  /** The open one, if any. */
  readonly dialog: DialogName | undefined;
  readonly connection: Connection;
  readonly user: User | undefined;
  readonly editor: Editor | undefined;
  readonly onSaveUser: (user: User, hasChosenColor: boolean) => void;
  readonly onCopyFailure: () => void;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function DocumentDialogs(props: DocumentDialogsProps): JSX.Element | null {
  const { dialog, user, editor, onSaveUser, onClose } = props;
  switch (dialog) {
    case "shortcuts":
      return <ShortcutsDialog tools={editor?.tools ?? []} onClose={onClose} />;
    case "profile":
      return user === undefined ? null : (
        <ProfileDialog user={user} onSave={onSaveUser} onClose={onClose} />
      );
    case "counts":
      return editor === undefined ? null : <CountsDialog editor={editor} onClose={onClose} />;
    case "share": {
      const { connection, onCopyFailure } = props;
      return (
        <ShareDialog connection={connection} onCopyFailure={onCopyFailure} onClose={onClose} />
      );
    }
    case undefined:
      return null;
    default:
      return dialog satisfies never;
  }
}

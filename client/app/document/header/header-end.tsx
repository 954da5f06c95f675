/** The end of the bar above a document: who is here, the way to invite others, and the menu. */

import type { Connection } from "@coscribe/client";
import { CopyButton, FollowBar, Icon, People, useFollowing, useWords } from "@coscribe/client/ui";
import type { Editor } from "@coscribe/client/editor";
import type { JSX } from "preact";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { Preferences } from "../../preferences.ts";
import { downloadDocument, importIntoDocument, type Exchange } from "../exchange/exchange.ts";
import { ViewMenu } from "../reading/view-menu.tsx";
import { DocumentMenu, type DocumentMenuProps } from "./document-menu.tsx";

/** Attributes of {@link HeaderEnd}. */
export interface HeaderEndProps extends Omit<DocumentMenuProps, "onDownload" | "onImport"> {
  readonly connection: Connection;
  readonly preferences: Preferences;
  /** Undefined before it is mounted. */
  readonly editor: Editor | undefined;
  readonly onEditSelf: () => void;
  readonly hasOutline: boolean;
  readonly onToggleOutline: () => void;
  readonly onCopyFailure: () => void;
  readonly canEdit: boolean;
  /** Tells the person something. */
  readonly onSay: (message: string) => void;
}

/** See the head of this file. */
export function HeaderEnd(props: HeaderEndProps): JSX.Element {
  const { connection, preferences, onEditSelf, onCopyFailure } = props;
  const words = usePageWords();
  const interfaceWords = useWords();
  const following = useFollowing(connection, props.editor);
  const { editor, canEdit, onSay } = props;
  const exchange: Exchange | undefined = editor && { connection, editor, words, say: onSay };
  return (
    <div class="bar-end">
      <People connection={connection} following={following} onEditSelf={onEditSelf}>
        <div class="people-invite">
          <p class="coscribe-hint">{interfaceWords.say("people.invite")}</p>
          <CopyLink class="coscribe-button" onFailure={onCopyFailure} />
        </div>
      </People>
      <CopyLink class="coscribe-button bar-copy" onFailure={onCopyFailure} />
      <ViewMenu
        preferences={preferences}
        hasOutline={props.hasOutline}
        onToggleOutline={props.onToggleOutline}
      />
      <DocumentMenu
        onFind={props.onFind}
        onShowCounts={props.onShowCounts}
        onShowShortcuts={props.onShowShortcuts}
        onDownload={(format) => void downloadDocument(exchange, format)}
        onImport={canEdit && exchange ? () => void importIntoDocument(exchange) : undefined}
      />
      <FollowBar followed={following.followed} onStop={following.stop} />
    </div>
  );
}

function CopyLink(props: { readonly class: string; readonly onFailure: () => void }): JSX.Element {
  const words = usePageWords();
  return (
    <CopyButton class={props.class} text={() => location.href} onFailure={props.onFailure}>
      <Icon name="link" />
      <span class="coscribe-button-text">{words.say("copyLink")}</span>
    </CopyButton>
  );
}

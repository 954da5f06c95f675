/** The end of the bar above a document: who is here, the way to invite others, and the menu. */

import type { Connection } from "@coscribe/client";
import {
  CopyButton,
  FollowBar,
  Icon,
  People,
  useAccess,
  useFollowing,
  useWords,
} from "@coscribe/client/ui";
import type { Editor } from "@coscribe/client/editor";
import type { JSX } from "preact";
import { useIsGated } from "../../access/use-is-gated.ts";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { Preferences } from "../../preferences.ts";
import { DropImport } from "../exchange/drop-import.tsx";
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
  // Then others need more than the address; and who one is says the server.
  const isGated = useIsGated(connection);
  const isKnown = useAccess(connection)?.user !== undefined;
  const invite = (className: string): JSX.Element =>
    isGated ? (
      <button type="button" class={className} onClick={props.onShare}>
        <Icon name="link" />
        <span class="coscribe-button-text">{words.say("share.title")}</span>
      </button>
    ) : (
      <CopyLink class={className} onFailure={onCopyFailure} />
    );
  const exchange: Exchange | undefined = editor && { connection, editor, words, say: onSay };
  return (
    <div class="bar-end">
      <People connection={connection} following={following} {...(!isKnown && { onEditSelf })}>
        <div class="people-invite">
          {isGated ? undefined : <p class="coscribe-hint">{interfaceWords.say("people.invite")}</p>}
          {invite("coscribe-button")}
        </div>
      </People>
      {invite("coscribe-button bar-copy")}
      <ViewMenu
        preferences={preferences}
        hasOutline={props.hasOutline}
        onToggleOutline={props.onToggleOutline}
      />
      <DocumentMenu
        onFind={props.onFind}
        onShowCounts={props.onShowCounts}
        onShare={props.onShare}
        onShowShortcuts={props.onShowShortcuts}
        onDownload={(format) => void downloadDocument(exchange, format)}
        onImport={canEdit && exchange ? () => void importIntoDocument(exchange) : undefined}
      />
      {canEdit && editor ? (
        <DropImport connection={connection} editor={editor} say={onSay} />
      ) : undefined}
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

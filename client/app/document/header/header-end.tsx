/** The end of the bar above a document: who is here, the way to invite others, and the menu. */

import type { Connection } from "@coscribe/client";
import type { JSX } from "preact";
import type { Preferences } from "../../preferences.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ViewMenu } from "../reading/view-menu.tsx";
import { DocumentMenu, type DocumentMenuProps } from "./document-menu.tsx";
import { People } from "./people.tsx";

/** Attributes of {@link HeaderEnd}. */
export interface HeaderEndProps extends DocumentMenuProps {
  readonly connection: Connection;
  readonly preferences: Preferences;
  readonly onEditSelf: () => void;
  readonly hasOutline: boolean;
  readonly onToggleOutline: () => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function HeaderEnd(props: HeaderEndProps): JSX.Element {
  const { connection, preferences, onEditSelf, onCopyFailure } = props;
  return (
    <div class="bar-end">
      <People connection={connection} onEditSelf={onEditSelf} onCopyFailure={onCopyFailure} />
      <CopyButton class="button bar-copy" text={() => location.href} onFailure={onCopyFailure}>
        <Icon name="link" />
        <span class="button-text">Copy link</span>
      </CopyButton>
      <ViewMenu
        preferences={preferences}
        hasOutline={props.hasOutline}
        onToggleOutline={props.onToggleOutline}
      />
      <DocumentMenu
        onFind={props.onFind}
        onShowCounts={props.onShowCounts}
        onShowShortcuts={props.onShowShortcuts}
      />
    </div>
  );
}

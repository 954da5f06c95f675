/** The end of the bar above a document: who is here, the way to invite others, and the menu. */

import type { Connection } from "@coscribe/client";
import { CopyButton, Icon } from "@coscribe/client/ui";
import type { Editor } from "@coscribe/client/editor";
import type { JSX } from "preact";
import type { Preferences } from "../../preferences.ts";
import { DocumentMenu } from "./document-menu.tsx";
import { FollowBar } from "./follow-bar.tsx";
import { People } from "./people.tsx";
import { useFollowing } from "./use-following.ts";

/** Attributes of {@link HeaderEnd}. */
export interface HeaderEndProps {
  readonly connection: Connection;
  readonly preferences: Preferences;
  /** Undefined before it is mounted. */
  readonly editor: Editor | undefined;
  readonly onEditSelf: () => void;
  readonly onShowShortcuts: () => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function HeaderEnd(props: HeaderEndProps): JSX.Element {
  const { connection, preferences, onEditSelf, onShowShortcuts, onCopyFailure } = props;
  const following = useFollowing(connection, props.editor);
  return (
    <div class="bar-end">
      <People
        connection={connection}
        following={following}
        onEditSelf={onEditSelf}
        onCopyFailure={onCopyFailure}
      />
      <CopyButton
        class="coscribe-button bar-copy"
        text={() => location.href}
        onFailure={onCopyFailure}
      >
        <Icon name="link" />
        <span class="coscribe-button-text">Copy link</span>
      </CopyButton>
      <DocumentMenu preferences={preferences} onShowShortcuts={onShowShortcuts} />
      <FollowBar followed={following.followed} onStop={following.stop} />
    </div>
  );
}

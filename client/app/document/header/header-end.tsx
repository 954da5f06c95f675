/** The end of the bar above a document: who is here, the way to invite others, and the menu. */

import type { Connection } from "@coscribe/client";
import { CopyButton, Icon } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { usePageWords } from "../../messages/use-page-words.ts";
import type { Preferences } from "../../preferences.ts";
import { DocumentMenu } from "./document-menu.tsx";
import { People } from "./people.tsx";

/** Attributes of {@link HeaderEnd}. */
export interface HeaderEndProps {
  readonly connection: Connection;
  readonly preferences: Preferences;
  readonly onEditSelf: () => void;
  readonly onShowShortcuts: () => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function HeaderEnd(props: HeaderEndProps): JSX.Element {
  const words = usePageWords();
  const { connection, preferences, onEditSelf, onShowShortcuts, onCopyFailure } = props;
  return (
    <div class="bar-end">
      <People connection={connection} onEditSelf={onEditSelf} onCopyFailure={onCopyFailure} />
      <CopyButton
        class="coscribe-button bar-copy"
        text={() => location.href}
        onFailure={onCopyFailure}
      >
        <Icon name="link" />
        <span class="coscribe-button-text">{words.say("copyLink")}</span>
      </CopyButton>
      <DocumentMenu preferences={preferences} onShowShortcuts={onShowShortcuts} />
    </div>
  );
}

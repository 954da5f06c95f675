/** The upper bar of a document: what it is, where the edits are, and who is here. */

import type { Connection } from "@coscribe/client";
import type { JSX } from "preact";
import type { Preferences } from "../../preferences.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { DocumentMenu } from "./document-menu.tsx";
import { HomeLink } from "./home-link.tsx";
import { People } from "./people.tsx";
import type { Phase } from "../phase.ts";
import { SaveIndicator } from "../saving/save-indicator.tsx";

/** Attributes of {@link DocumentHeader}. */
export interface DocumentHeaderProps {
  readonly connection: Connection;
  readonly phase: Phase;
  readonly preferences: Preferences;
  /** The whole document as plain text. */
  readonly text: () => string;
  readonly onEditSelf: () => void;
  readonly onShowShortcuts: () => void;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function DocumentHeader(props: DocumentHeaderProps): JSX.Element {
  const { connection, phase, preferences } = props;
  return (
    <div class="bar">
      <HomeLink />
      <div class="bar-title">
        <h1 data-tip={connection.name}>
          <bdi>{connection.name}</bdi>
        </h1>
        <SaveIndicator
          connection={connection}
          phase={phase}
          text={props.text}
          onCopyFailure={props.onCopyFailure}
        />
      </div>
      <div class="bar-end">
        <People
          connection={connection}
          onEditSelf={props.onEditSelf}
          onCopyFailure={props.onCopyFailure}
        />
        <CopyButton
          class="button bar-copy"
          text={() => location.href}
          onFailure={props.onCopyFailure}
        >
          <Icon name="link" />
          <span class="button-text">Copy link</span>
        </CopyButton>
        <DocumentMenu preferences={preferences} onShowShortcuts={props.onShowShortcuts} />
      </div>
    </div>
  );
}

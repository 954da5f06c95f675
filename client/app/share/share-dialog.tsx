/** Says what somebody's own access allows, and gives links to hand on. */

import type { Connection } from "@coscribe/client";
import { CopyButton, Dialog, Icon, useAccess } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isTokenRemembered, rememberToken, tokenOf } from "../access/link-token.ts";
import { useIsGated } from "../access/use-is-gated.ts";
import { useAccessWords, type AccessWords } from "../access/access-words.ts";
import { usePageWords } from "../messages/use-page-words.ts";
import { addressWith } from "./document-links.ts";
import { NewLink } from "./new-link.tsx";
import { momentInWords } from "./moment-in-words.ts";

/** Attributes of {@link ShareDialog}. */
export interface ShareDialogProps {
  readonly connection: Connection;
  readonly onCopyFailure: () => void;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function ShareDialog(props: ShareDialogProps): JSX.Element | null {
  const { connection, onCopyFailure, onClose } = props;
  const pageWords = usePageWords();
  const words = useAccessWords(true);
  const access = useAccess(connection);
  const isGated = useIsGated(connection);
  const token = tokenOf(connection.name);
  const level = access?.access ?? "write";
  if (words === undefined) return null;
  return (
    <Dialog title={pageWords.say("share.title")} class="coscribe-dialog-narrow" onClose={onClose}>
      {() => (
        <div class="share">
          <section>
            <p>{words.say(isGated ? `share.own.${level}` : "share.everybody")}</p>
            {access?.expiresAt === undefined ? undefined : (
              <p class="coscribe-hint">
                {words.say("share.ends", {
                  time: momentInWords(words.language, access.expiresAt),
                })}
              </p>
            )}
            <div class="share-row">
              <CopyLink text={() => addressWith(undefined)} onFailure={onCopyFailure}>
                {pageWords.say("copyLink")}
              </CopyLink>
              {token === undefined ? undefined : (
                <CopyLink text={() => addressWith(token)} onFailure={onCopyFailure}>
                  {words.say("share.copyOwn")}
                </CopyLink>
              )}
            </div>
            {isGated ? (
              <p class="coscribe-hint">
                {words.say(token === undefined ? "share.plainHint" : "share.ownHint")}
              </p>
            ) : undefined}
            {token === undefined ? undefined : <Remember connection={connection} words={words} />}
          </section>
          {isGated ? (
            <NewLink name={connection.name} words={words} onCopyFailure={onCopyFailure} />
          ) : undefined}
        </div>
      )}
    </Dialog>
  );
}

function CopyLink(props: {
  readonly text: () => string;
  readonly onFailure: () => void;
  readonly children: string;
}): JSX.Element {
  return (
    <CopyButton class="coscribe-button" text={props.text} onFailure={props.onFailure}>
      <Icon name="link" />
      <span class="coscribe-button-text">{props.children}</span>
    </CopyButton>
  );
}

function Remember(props: {
  readonly connection: Connection;
  readonly words: AccessWords;
}): JSX.Element {
  const { connection, words } = props;
  const [isRemembered, setIsRemembered] = useState(() => isTokenRemembered(connection.name));
  const remember = (wanted: boolean): void => {
    rememberToken(connection.name, wanted);
    setIsRemembered(wanted);
  };
  return (
    <label class="share-remember">
      <input
        type="checkbox"
        checked={isRemembered}
        onChange={(event) => remember(event.currentTarget.checked)}
      />
      <span>{words.say("share.remember")}</span>
    </label>
  );
}

/** Says what somebody's own access allows, and gives links to hand on. */

import type { Connection } from "@coscribe/client";
import { CopyButton, Dialog, Icon, useAccess } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isTokenRemembered, rememberToken, tokenOf } from "../access/link-token.ts";
import { useIsGated } from "../access/use-is-gated.ts";
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
export function ShareDialog({ connection, onCopyFailure, onClose }: ShareDialogProps): JSX.Element {
  const words = usePageWords();
  const access = useAccess(connection);
  const isGated = useIsGated(connection);
  const token = tokenOf(connection.name);
  const level = access?.access ?? "write";
  return (
    <Dialog title={words.say("share.title")} class="coscribe-dialog-narrow" onClose={onClose}>
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
                {words.say("copyLink")}
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
            {token === undefined ? undefined : <Remember connection={connection} />}
          </section>
          {isGated ? <NewLink name={connection.name} onCopyFailure={onCopyFailure} /> : undefined}
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

function Remember({ connection }: { readonly connection: Connection }): JSX.Element {
  const words = usePageWords();
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

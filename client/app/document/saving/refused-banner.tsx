/** Says that the server will not have this page back, why, and what to do. */

import type { Connection } from "@coscribe/client";
import {
  CopyButton,
  Icon,
  type Phase,
  refusalFor,
  useObserved,
  useWords,
} from "@coscribe/client/ui";
import type { JSX } from "preact";
import { DeadEndBanner } from "../dead-end-banner.tsx";

/** Attributes of {@link RefusedBanner}. */
export interface RefusedBannerProps {
  readonly connection: Connection;
  readonly refused: Extract<Phase, { type: "refused" }>;
  /** The whole document as plain text. */
  readonly text: () => string;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function RefusedBanner(props: RefusedBannerProps): JSX.Element {
  const words = useWords();
  const { refused, text, onCopyFailure } = props;
  const isKeptOnDevice = useObserved(
    props.connection,
    (source, listener) => source.on("saveStatus", listener),
    ({ saveStatus }) => saveStatus.state === "refused" && saveStatus.isKeptOnDevice,
  );
  const { hasContent } = refused;
  const { title, advice } = refusalFor(words, refused.code, {
    hasContent,
    isKeptOnDevice,
    reason: refused.reason,
  });
  const copy = hasContent ? (
    <CopyButton class="coscribe-button" text={text} onFailure={onCopyFailure}>
      <Icon name="copy" />
      <span class="coscribe-button-text">{words.say("copyAllText")}</span>
    </CopyButton>
  ) : undefined;
  return (
    <DeadEndBanner title={title} actions={copy}>
      <p>{advice}</p>
      <p class="coscribe-banner-reason">
        {words.split("refused.answer", {
          reason: <bdi>{refused.reason || words.say("refused.noReason")}</bdi>,
          code: String(refused.code),
        })}
      </p>
    </DeadEndBanner>
  );
}

/** Says that the server will not have this page back, why, and what to do. */

import type { Connection } from "@coscribe/client";
import { CopyButton, Icon, useObserved } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { Banner } from "../banner.tsx";
import type { Phase } from "../phase.ts";
import { refusalFor } from "./refusal.ts";

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
  const { refused, text, onCopyFailure } = props;
  const isKeptOnDevice = useObserved(
    props.connection,
    (source, listener) => source.on("saveStatus", listener),
    ({ saveStatus }) => saveStatus.state === "refused" && saveStatus.isKeptOnDevice,
  );
  const { hasContent } = refused;
  const { title, advice } = refusalFor(refused.code, { hasContent, isKeptOnDevice });
  const copy = hasContent ? (
    <CopyButton class="coscribe-button" text={text} onFailure={onCopyFailure}>
      <Icon name="copy" />
      <span class="coscribe-button-text">Copy all text</span>
    </CopyButton>
  ) : undefined;
  return (
    <Banner title={title} actions={copy}>
      <p>{advice}</p>
      <p class="banner-reason">
        The server’s answer: <bdi>{refused.reason || "no reason given"}</bdi> ({refused.code})
      </p>
    </Banner>
  );
}

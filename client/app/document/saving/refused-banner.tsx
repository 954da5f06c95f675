/** Says that the server will not have this page back, why, and what to do. */

import { type Phase, refusalFor, useObserved, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { DeadEndBanner } from "../dead-end-banner.tsx";
import { KeepText, type KeepTextProps } from "../keep-text.tsx";

/** Attributes of {@link RefusedBanner}. */
export interface RefusedBannerProps extends KeepTextProps {
  readonly refused: Extract<Phase, { type: "refused" }>;
}

/** See the head of this file. */
export function RefusedBanner(props: RefusedBannerProps): JSX.Element {
  const words = useWords();
  const { refused, ...kept } = props;
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
  return (
    <DeadEndBanner title={title} actions={hasContent ? <KeepText {...kept} /> : undefined}>
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

/** Says in the bar where the edits are, and explains it on request. */

import type { Connection } from "../../connection.ts";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { useObserved } from "../parts/use-observed.ts";
import { usePopover } from "../parts/use-popover.ts";
import type { JSX } from "preact";
import type { Phase } from "./phase.ts";
import { SaveDetails } from "./save-details.tsx";
import { isTrouble, type Telling } from "./telling.ts";
import { sentenceOf, slowWording, wordingOf } from "./telling-words.ts";
import { useAnnouncement, type NewsKind } from "./use-announcement.ts";
import { useTelling } from "./use-telling.ts";

/** Attributes of {@link SaveIndicator}. */
export interface SaveIndicatorProps {
  readonly connection: Connection;
  readonly phase: Phase;
  /** The whole document as plain text. */
  readonly text: () => string;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function SaveIndicator(props: SaveIndicatorProps): JSX.Element {
  const { connection, phase } = props;
  const words = useWords();
  const popover = usePopover("start");
  const now = useNow(popover.isOpen);
  const newest = useObserved(
    connection,
    (source, listener) => source.on("saveStatus", listener),
    (source) => source.saveStatus,
  );
  const { telling, status } = useTelling(newest, phase.type !== "connecting");
  const isSlow = phase.type === "connecting" && phase.isSlow;
  const { isSafeToLeave } = connection;
  const wording = isSlow
    ? slowWording(words)
    : wordingOf(words, telling, { status, isSafeToLeave });
  const { icon, label, meaning } = wording;
  const announcement = useAnnouncement(newsKind(telling, isSlow), sentenceOf(words, wording));

  return (
    <>
      <button
        {...popover.button}
        type="button"
        class="coscribe-save-indicator"
        aria-haspopup="dialog"
        data-telling={telling}
        data-tip={meaning}
      >
        <Icon name={icon} />
        <span class="coscribe-save-label">{label}</span>
      </button>
      <span class="coscribe-visually-hidden" role="status">
        {announcement}
      </span>
      <div
        {...popover.panel}
        class="coscribe-popover coscribe-save-details"
        role="dialog"
        aria-label={label}
      >
        {popover.isOpen ? (
          <SaveDetails
            status={telling === "connecting" ? undefined : status}
            wording={wording}
            now={now}
            text={isTrouble(telling) && !isSafeToLeave ? props.text : undefined}
            onCopyFailure={props.onCopyFailure}
          />
        ) : undefined}
      </div>
    </>
  );
}

function newsKind(telling: Telling, isSlow: boolean): NewsKind {
  if (isSlow || isTrouble(telling)) return "trouble";
  return telling === "saved" ? "relief" : "quiet";
}

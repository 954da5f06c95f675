/** Explains where the edits are: what it means, how much, since when, and what to do. */

import type { SaveStatus } from "../../saving/save-status.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import type { JSX } from "preact";
import { useWords, type InterfaceWords } from "../messages/use-words.ts";
import { relativeTime } from "../parts/in-words.ts";
import { pendingEditsOf } from "./pending-edits.ts";
import type { Wording } from "./telling-words.ts";

/** Attributes of {@link SaveDetails}. */
export interface SaveDetailsProps {
  readonly wording: Wording;
  /** Undefined where its figures mean nothing yet. */
  readonly status: SaveStatus | undefined;
  /** In ms since 1970. */
  readonly now: number;
  /** The whole document as plain text, where that is worth copying. */
  readonly text: (() => string) | undefined;
  readonly onCopyFailure: () => void;
}

/** See the head of this file. */
export function SaveDetails(props: SaveDetailsProps): JSX.Element {
  const { wording, status, now, text } = props;
  const words = useWords();
  const facts = status === undefined ? [] : factsOf(words, status, now);
  return (
    <>
      <h2>{wording.label}</h2>
      <p>{wording.meaning}</p>
      <p class="coscribe-save-advice">{wording.advice}</p>
      {facts.length === 0 ? undefined : (
        <dl class="coscribe-save-facts">
          {facts.map(([term, fact]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
      )}
      {text === undefined ? undefined : (
        <CopyButton
          class="coscribe-button coscribe-button-small"
          text={text}
          onFailure={props.onCopyFailure}
        >
          <Icon name="copy" />
          <span class="coscribe-button-text">{words.say("copyAllText")}</span>
        </CopyButton>
      )}
    </>
  );
}

/** What there is to know in figures: a term and its value each. */
function factsOf(
  words: InterfaceWords,
  status: SaveStatus,
  now: number,
): readonly (readonly [string, string])[] {
  const since = (time: number): string =>
    relativeTime(words.language, time, now) ?? words.say("time.justNow");
  const pendingEdits = pendingEditsOf(status);
  const facts: [string, string][] = [];
  if (pendingEdits > 0)
    facts.push([words.say("status.unconfirmed"), words.say("time.edits", { count: pendingEdits })]);
  if (status.state === "offline") {
    const isUnanswered = status.reason === "noAnswer";
    const term = words.say(isUnanswered ? "status.noAnswerSince" : "status.offlineSince");
    facts.push([term, since(status.since)]);
  }
  if (status.state === "saving" || status.state === "notSaved") {
    facts.push([words.say("status.lastSaved"), since(status.since)]);
  }
  return facts;
}

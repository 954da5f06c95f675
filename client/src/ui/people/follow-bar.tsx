/** Says with whom the view scrolls along, and ends it. */

import type { Person } from "../../status.ts";
import { useWords } from "../messages/use-words.ts";
import type { JSX } from "preact";
import { nameOf } from "./use-people.ts";

/** Attributes of {@link FollowBar}. */
export interface FollowBarProps {
  /** Nobody is followed where it is undefined. */
  readonly followed: Person | undefined;
  readonly onStop: () => void;
}

/** See the head of this file. It is there before it is needed, so that it is read out when it changes. */
export function FollowBar({ followed, onStop }: FollowBarProps): JSX.Element {
  const words = useWords();
  return (
    <div class="coscribe-follow-place">
      <div class={followed === undefined ? "" : "coscribe-follow-bar"}>
        <p role="status">
          {followed === undefined ? undefined : (
            <>{words.split("people.following", { name: <bdi>{nameOf(words, followed)}</bdi> })}</>
          )}
        </p>
        {followed === undefined ? undefined : (
          <button type="button" class="coscribe-button coscribe-button-small" onClick={onStop}>
            {words.say("people.stop")}
          </button>
        )}
      </div>
    </div>
  );
}

/** What the find bar says of what was found. */

import type { FindState } from "@coscribe/client/features/find";
import type { PageWords } from "../../messages/use-page-words.ts";

/** "3 of 17", "17 found", or why nothing can be found; "" as long as nothing is looked for. */
export function foundInWords(words: PageWords, state: FindState | undefined): string {
  if (state === undefined || state.query.text === "") return "";
  const { problem, count, current, isComplete } = state;
  if (problem !== undefined) return words.say("find.unusable", { problem });
  if (!isComplete) {
    return count === 0 ? words.say("find.searching") : words.say("find.soFar", { count });
  }
  if (count === 0) return words.say("find.nothing");
  return current === undefined
    ? words.say("find.count", { count })
    : words.say("find.place", { current, count });
}

/** What was replaced. */
export function replacedInWords(words: PageWords, count: number): string {
  return count === 0 ? words.say("find.noneReplaced") : words.say("find.replaced", { count });
}

/** What the find bar says of what was found. */

import type { ExpressionProblem, FindState } from "@coscribe/client/features/find";
import type { InterfaceWords } from "@coscribe/client/ui";
import type { PageWords } from "../../messages/use-page-words.ts";

/** "3 of 17", "17 found", or why nothing can be found; "" as long as nothing is looked for. */
export function foundInWords(
  words: PageWords,
  faultWords: InterfaceWords,
  state: FindState | undefined,
): string {
  if (state === undefined || state.query.text === "") return "";
  const { problem, count, current, isComplete } = state;
  if (problem !== undefined) return problemInWords(faultWords, problem);
  if (!isComplete) {
    return count === 0 ? words.say("find.searching") : words.say("find.soFar", { count });
  }
  if (count === 0) return words.say("find.nothing");
  return current === undefined
    ? words.say("find.count", { count })
    : words.say("find.place", { current, count });
}

function problemInWords(words: InterfaceWords, { fault, part, reason }: ExpressionProblem): string {
  switch (fault) {
    case "badEscape":
    case "badGroupName":
    case "badRange":
    case "badRepeatCount":
    case "nothingToRepeat":
    case "repeatedTwice":
    case "sameGroupName":
    case "unsupported":
      return words.say(`find.fault.${fault}`, { part });
    case "other":
      return words.say("find.fault.other", { reason });
    default:
      return words.say(`find.fault.${fault}`);
  }
}

/** What was replaced. */
export function replacedInWords(words: PageWords, count: number): string {
  return count === 0 ? words.say("find.noneReplaced") : words.say("find.replaced", { count });
}

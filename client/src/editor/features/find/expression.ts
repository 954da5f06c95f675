/**
 * Finds by regular expressions of whoever writes them, which must not be able to freeze the page.
 *
 * The browser's own engine cannot be stopped and takes for ever with expressions such as `(a+)+b`; a
 * worker could be ended, but embedders would have to serve its file, and every answer would come late. So
 * the engine is RE2's, whose time grows with the length of the text and of the expression and no faster,
 * as in Google Docs. It has no references back and no lookaround. An expression that is too large to be
 * quick says so. This file is loaded when somebody first wants an expression.
 */

import { RE2JS, RE2JSSyntaxException } from "re2js";
import type { FindQuery, Found, Matcher, Span } from "./query.ts";
import { isWholeWord } from "../../words.ts";

/** Steps of the engine for each letter of the text, at most: 10,000 letters take less than 0.1 s. */
const maxProgramSize = 400;

/** What an expression cannot be used for; `other` is everything else that RE2 can say. */
export type ExpressionFault =
  | "badEscape"
  | "badGroupName"
  | "badRange"
  | "badRepeatCount"
  | "missingBracket"
  | "missingParenthesis"
  | "nestedTooDeeply"
  | "nothingToRepeat"
  | "other"
  | "repeatedTwice"
  | "sameGroupName"
  | "tooLarge"
  | "trailingBackslash"
  | "unexpectedParenthesis"
  | "unsupported";

/** Why an expression cannot be used. */
export interface ExpressionProblem {
  readonly fault: ExpressionFault;
  /** The piece of the expression that is meant; "" where there is none. */
  readonly part: string;
  /** What RE2 says, in English and without a full stop. */
  readonly reason: string;
}

/** By what RE2 says. */
const faults: Readonly<Record<string, ExpressionFault>> = {
  "invalid escape sequence": "badEscape",
  "invalid named capture": "badGroupName",
  "invalid character class range": "badRange",
  "invalid repeat count": "badRepeatCount",
  "missing closing ]": "missingBracket",
  "missing closing )": "missingParenthesis",
  "expression nests too deeply": "nestedTooDeeply",
  "missing argument to repetition operator": "nothingToRepeat",
  "invalid nested repetition operator": "repeatedTwice",
  "duplicate capture group name": "sameGroupName",
  "expression too large": "tooLarge",
  "trailing backslash at end of expression": "trailingBackslash",
  "unexpected )": "unexpectedParenthesis",
  "invalid or unsupported Perl syntax": "unsupported",
  "invalid capture in lookbehind": "unsupported",
};

/** Finds what the expression `query.text` matches; see the head of this file. */
export function expressionMatcher(
  query: FindQuery,
): Matcher | { readonly problem: ExpressionProblem } {
  if (query.text === "") return { matchesIn: () => [] };
  const flags = RE2JS.MULTILINE | (query.isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(query.text), flags);
    if (expression.programSize() > maxProgramSize) return { problem: tooLarge };
    return { matchesIn: (text) => matchesIn(text, expression, query) };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { problem: problemOf(error) };
    throw error;
  }
}

const tooLarge: ExpressionProblem = { fault: "tooLarge", part: "", reason: "it is too large" };

function problemOf(error: RE2JSSyntaxException): ExpressionProblem {
  const reason = error.getDescription();
  // It writes the flags in front.
  const part = (error.getPattern() ?? "").replace(/^\(\?m\)(?:\(\?i\))?/, "");
  // It takes what it does not know for a name that is written wrongly.
  if (/^\(\?<[=!]/.test(part)) return { fault: "unsupported", part: part.slice(0, 4), reason };
  return { fault: faults[reason] ?? "other", part, reason };
}

function* matchesIn(text: string, expression: RE2JS, query: FindQuery): Generator<Found> {
  const matcher = expression.matcher(text);
  while (matcher.find()) {
    const groups: (Span | undefined)[] = [];
    for (let group = 1; group <= matcher.groupCount(); group++) {
      const from = matcher.start(group);
      groups.push(from < 0 ? undefined : { from, to: matcher.end(group) });
    }
    const found = { from: matcher.start(), to: matcher.end(), groups };
    if (found.to > found.from && (!query.isWholeWord || isWholeWord(text, found))) yield found;
  }
}

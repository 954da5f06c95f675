/**
 * What is wrong with a formula, by its kind, so that it can be said in any language. Temml says it in English
 * and has no codes: its sentences are told apart by how they begin.
 */

import type { mathWords } from "./math-words.ts";

/** The key of the words for it, and what they are about. */
export interface FormulaProblem {
  readonly key: keyof typeof mathWords;
  /** What of the formula is meant, as it stands there. */
  readonly part?: string;
  /** What Temml says, where there are no words of ours. */
  readonly problem?: string;
}

/** Sentences of Temml 0.13, without what it adds of the place; the group is the part that is meant. */
const kinds: readonly (readonly [sentence: RegExp, key: keyof typeof mathWords])[] = [
  [/^Undefined control sequence: (.+)/, "math.unknown"],
  [/^Unsupported function name: (.+)/, "math.unknown"],
  [/^No such environment: (.+)/, "math.unknownEnvironment"],
  [/^Function "(.+)" is (?:disabled|not trusted)/, "math.notAllowed"],
  [/^Too many expansions/, "math.tooManySteps"],
  [/^Expected group (?:after|as argument to) '(.+)'/, "math.nothingAfter"],
  [/^(\\char)` missing argument/, "math.nothingAfter"],
  [/^Extra \}/, "math.superfluous"],
  [/^Expected 'EOF', got '\}'/, "math.superfluous"],
  [/^Expected 'EOF', got '\\(?:end|right)'/, "math.unbalanced"],
  [/^Expected 'EOF', got '(.+)'/, "math.place"],
  [/^Expected & or \\\\ or/, "math.unbalanced"],
  [/^Expected '(.+)', got/, "math.missing"],
  [/^Unexpected end of input/, "math.incomplete"],
  [/^(?:Mismatch|Unmatched delimiter)/, "math.unbalanced"],
  [/^\\middle without/, "math.unbalanced"],
  [/^Invalid delimiter '(.+?)'/, "math.delimiter"],
  [/^Double (?:superscript|subscript)/, "math.twice"],
  [/^Invalid (?:color|size|unit)[^']*'(.+?)'/, "math.value"],
  [/^Can't use function '(.+)' in/, "math.place"],
  [/^\{?(.+?)\}? (?:can be used only|works only|valid only)/, "math.place"],
];

/** What `error` means, which Temml has thrown over the formula `tex`. */
export function formulaProblem(error: unknown, tex: string): FormulaProblem {
  // It stumbles over a script that is not there yet, and says nothing of use.
  if (!(error instanceof Error) || error.name !== "ParseError") return unfinishedScript(tex);
  const problem = withoutPlace(error.message.trim());
  for (const [sentence, key] of kinds) {
    const found = sentence.exec(problem);
    if (found !== null) return { key, ...(found[1] !== undefined && { part: found[1] }) };
  }
  return { key: "math.other", problem };
}

function unfinishedScript(tex: string): FormulaProblem {
  const sign = /([\^_])\s*(?:\}|$)/.exec(tex)?.[1];
  return sign === undefined ? { key: "math.other" } : { key: "math.nothingAfter", part: sign };
}

/** Temml shows a part of the formula with lines under letters, which no title draws well. */
function withoutPlace(message: string): string {
  return message.replace(/ at (?:position \d+|end of input): [^]*$/, "");
}

/** What the menu shows for what was typed, although the answers may take a while. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ChoiceGroup, TypedSource } from "./choice.ts";
import { laterAnswer, type LateAnswer } from "./late-answer.ts";
import type { TypedText } from "./sign.ts";
import type { TypedNow } from "./typing.ts";

/** What is shown: the answer to what was typed. */
export interface Shown {
  readonly source: TypedSource;
  readonly typed: TypedText;
  readonly groups: readonly ChoiceGroup[];
}

/** The answer to `now`, and until it has come the one before, if that was for the same sign. */
export function useShown(now: TypedNow<TypedSource> | undefined): Shown | undefined {
  const isAsked = now !== undefined && now.typed.query.length >= now.source.minLength;
  const query = isAsked ? now.typed.query : undefined;
  const asked = useRef(0);
  const question = useMemo(
    () =>
      query === undefined
        ? undefined
        : { number: (asked.current += 1), answer: now!.source.search(query) },
    [now?.source, query],
  );
  const [late, setLate] = useState<LateAnswer>();
  useEffect(() => {
    if (question === undefined || !(question.answer instanceof Promise)) return;
    const { source } = now!;
    const { number } = question;
    const take = (groups: readonly ChoiceGroup[]): void =>
      setLate((before) => laterAnswer(before, { source, number, groups }));
    // Who looks for people or documents that cannot be found now goes on writing.
    question.answer.then(take, () => take([]));
  }, [question]);
  if (now === undefined || question === undefined) return undefined;
  if (!(question.answer instanceof Promise)) return { ...now, groups: question.answer };
  return late?.source === now.source ? { ...now, groups: late.groups } : undefined;
}

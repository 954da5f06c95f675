/** Which of the answers that a menu waits for it shows. */

import type { TypedSource } from "@coscribe/client/internal/ui/typed-menu/choice";
import { laterAnswer, type LateAnswer } from "@coscribe/client/internal/ui/typed-menu/late-answer";
import { expect, it } from "vitest";

const source: TypedSource = {
  sign: ":",
  minLength: 2,
  hasSpaces: false,
  label: "Emoji",
  search: () => [],
  choose: () => undefined,
};
const answer = (number: number): LateAnswer => ({ source, number, groups: [] });

it("E207 an answer that was overtaken does not take the place of the later one", () => {
  expect(laterAnswer(undefined, answer(1)).number).toBe(1);
  expect(laterAnswer(answer(1), answer(2)).number).toBe(2);
  expect(laterAnswer(answer(2), answer(1)).number).toBe(2);
});

import { relativeTime } from "@coscribe/client/internal/ui/parts/in-words";
import { describe, expect, it } from "vitest";

const now = Date.UTC(2026, 0, 31, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

describe("how long ago a document was opened", () => {
  it.each([
    [0, undefined],
    [59_000, undefined],
    [minute, "1 minute ago"],
    [59 * minute, "59 minutes ago"],
    [5 * 60 * minute, "5 hours ago"],
    [day, "yesterday"],
    [3 * day, "3 days ago"],
    [8 * day, "last week"],
    [40 * day, "Dec 22, 2025"],
    [-5 * minute, undefined],
  ])("W2 %d ms read as %j", (age, words) => {
    expect(relativeTime("en", now - age, now)).toBe(words);
  });
});

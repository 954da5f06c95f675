/**
 * Two libraries in one room; see `scenario.ts` for the story. Yjs 14 and ywasm 0.18.3 are no pair:
 * ywasm cuts the client IDs of 14, which have 53 bits, to 32 (findings/ywasm-client-ids.sh).
 */

import { it } from "vitest";
import { yjs13 } from "./libraries/yjs-13.ts";
import { yjs14 } from "./libraries/yjs-14.ts";
import { ywasm } from "./libraries/ywasm.ts";
import { playStory } from "./scenario.ts";

const pairs = [
  [yjs13, yjs14],
  [yjs14, yjs13],
  [yjs13, ywasm],
] as const;

for (const [one, other] of pairs) {
  it(`P111 ${one.title} beside ${other.title}`, () => playStory(one, other), 60_000);
}

/** Libraries that need no page, each with the real server; see `scenario.ts` for the story. */

import { it } from "vitest";
import { yjs13 } from "./libraries/yjs-13.ts";
import { ywasm } from "./libraries/ywasm.ts";
import { slate } from "./libraries/slate.ts";
import { jupyter } from "./libraries/jupyter.ts";
import { syncedStoreLibrary } from "./libraries/synced-store.ts";
import { lexical, lexicalV2 } from "./libraries/lexical.ts";
import { yjs14 } from "./libraries/yjs-14.ts";
import { playStory } from "./scenario.ts";

for (const library of [
  ywasm,
  slate,
  jupyter,
  syncedStoreLibrary,
  lexical,
  lexicalV2,
  yjs13,
  yjs14,
]) {
  it(`P110 ${library.title}`, () => playStory(library), 60_000);
}

/**
 * Editors that need a page, here happy-dom's, each with the real server; see `scenario.ts` for the
 * story.
 */

import { it } from "vitest";
import { codeMirror } from "./libraries/code-mirror.ts";
import { quill } from "./libraries/quill.ts";
import { tiptap } from "./libraries/tiptap.ts";
import { yProsemirror } from "./libraries/y-prosemirror.ts";
import { playStory } from "./scenario.ts";

for (const library of [codeMirror, quill, tiptap, yProsemirror]) {
  it(`P110 ${library.title}`, () => playStory(library), 60_000);
}

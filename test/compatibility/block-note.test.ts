/** BlockNote, in `npm run test:long` and where it is installed; see `scenario.ts` for the story. */

import { it } from "vitest";
import { describeWith } from "../support/part.ts";
import { findBlockNote } from "./libraries/block-note.ts";
import { playStory } from "./scenario.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";

if (isLong) {
  describeWith("BlockNote", await findBlockNote(), (library) => {
    it(`P110 ${library.title}`, () => playStory(library), 60_000);
  });
} else
  it.skip("P110 BlockNote: skipped, because it is tried in the long test; run it with: npm run test:long -- block-note", () =>
    undefined);

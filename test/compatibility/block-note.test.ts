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
  it.skip("P110 BlockNote: skipped, because its licence (MPL-2.0) keeps it out of what is installed with this project; try it with: npm install --no-save --workspace test @blocknote/core@0.51.4 && npm run test:long -- block-note", () =>
    undefined);

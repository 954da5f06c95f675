import { it } from "vitest";
import { describeWith } from "../support/part.ts";
import { findBlockNote } from "./libraries/block-note.ts";
import { playStory } from "./scenario.ts";

describeWith("BlockNote", await findBlockNote(), (library) => {
  it(`P110 ${library.title}`, () => playStory(library), 60_000);
});

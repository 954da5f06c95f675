/** The example in English. */

import type { SampleTexts } from "../sample-texts.ts";
import { bold, code, coloured, highlighted, italic, linked, struck } from "./marks.ts";

/** See the head of this file. */
export const texts: SampleTexts = {
  title: ["A tour to play with"],
  change: [
    "Change whatever you like: this document is yours. ",
    bold("Everybody with its link"),
    " sees each word as you type it, and you see theirs.",
  ],
  ways: ["Three ways to everything"],
  slash: [
    "Type ",
    code("/"),
    " for a menu of all that can be put here. Go on typing to search it.",
  ],
  select: ["Select some words, and the tools for them come to you."],
  point: ["Point at a line: the grip before it moves the line, and opens its menu."],
  words: ["Words"],
  marks: [
    "They can be ",
    bold("bold"),
    ", ",
    italic("italic"),
    ", ",
    struck("struck out"),
    ", ",
    highlighted("highlighted"),
    ", ",
    coloured("in a colour"),
    ", ",
    code("code"),
    " and ",
    linked("links"),
    ". Two letters after a colon find an emoji, and @ mentions people and documents.",
  ],
  lists: ["Lists"],
  done: ["Open a document"],
  tick: ["Tick this box"],
  hang: ["Press Tab in a line to hang it below the one before"],
  hanging: ["like this one"],
  bullet: ["A minus and a space begin a list, "],
  numbered: ["a one, a full stop and a space a numbered one."],
  more: ["And more"],
  callout: ["A callout for what should not be overlooked. Type three colons and a space."],
  quote: ["A quotation: begin the line with a greater-than sign."],
  greeting: "Hello",
  toggle: ["A line that folds: press the arrow before it"],
  folded: ["What hangs below it is hidden then, for you alone."],
  keys: ["Press ", code("Ctrl /"), " or ", code("⌘ /"), " for a list of all keys."],
};

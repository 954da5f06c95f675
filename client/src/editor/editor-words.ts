/**
 * All that an editor says in English, by the keys that other words are asked for. It stands beside the
 * features, which have a part of it each: an editor needs none of it at once.
 */

import { codeWords } from "./features/code-block/code-words.ts";
import { colorWords } from "./features/color/color-words.ts";
import { cardWords } from "./features/embed/card-words.ts";
import { fileWords } from "./features/files/file-words.ts";
import { imageWords } from "./features/image/image-words.ts";
import { lineWords } from "./features/line-words.ts";
import { tableWords } from "./features/table/table-words.ts";
import { mathWords } from "./features/math/math-words.ts";
import { pasteWords } from "./plugins/paste-words.ts";

/** See the head of this file. */
export const editorWords: typeof cardWords &
  typeof codeWords &
  typeof colorWords &
  typeof fileWords &
  typeof imageWords &
  typeof lineWords &
  typeof mathWords &
  typeof pasteWords &
  typeof tableWords = {
  ...cardWords,
  ...codeWords,
  ...colorWords,
  ...fileWords,
  ...imageWords,
  ...lineWords,
  ...mathWords,
  ...pasteWords,
  ...tableWords,
};

/** Everything that documents can hold by themselves: a folder for each, in the order of the marks. */

import type { ContentFeature } from "../feature.ts";
import { caption } from "./caption/caption.ts";
import { codeBlock } from "./code-block/code-block.ts";
import { color } from "./color/color.ts";
import { comment } from "./comment/comment.ts";
import { divider } from "./divider/divider.ts";
import { embed } from "./embed/embed.ts";
import { file } from "./file/file.ts";
import { frame } from "./frame/frame.ts";
import { heading } from "./heading/heading.ts";
import { image } from "./image/image.ts";
import { link } from "./link/link.ts";
import { list } from "./list/list.ts";
import { marks } from "./marks/marks.ts";
import { math } from "./math/math.ts";
import { mention } from "./mention/mention.ts";
import { paragraph } from "./paragraph/paragraph.ts";
import { toggle } from "./toggle/toggle.ts";

export {
  caption,
  codeBlock,
  color,
  comment,
  divider,
  embed,
  file,
  frame,
  heading,
  image,
  link,
  list,
  marks,
  math,
  mention,
  paragraph,
  toggle,
};

/** See the head of this file. */
export const standardFeatures: readonly ContentFeature[] = [
  paragraph,
  heading,
  list,
  toggle,
  codeBlock,
  math,
  caption,
  frame,
  divider,
  image,
  file,
  embed,
  mention,
  link,
  color,
  marks,
  comment,
];

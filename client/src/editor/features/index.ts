/** Every feature of the editor by itself: a folder for each, in the order of toolbars and menus. */

import type { EditorFeature } from "../feature.ts";
import { blocks } from "./blocks/blocks.ts";
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
import { layout } from "./layout/layout.ts";
import { link } from "./link/link.ts";
import { list } from "./list/list.ts";
import { marks } from "./marks/marks.ts";
import { math } from "./math/math.ts";
import { mention } from "./mention/mention.ts";
import { paragraph } from "./paragraph/paragraph.ts";
import { table } from "./table/table.ts";
import { toggle } from "./toggle/toggle.ts";
import { typography } from "./typography/typography.ts";

/** See the head of this file. */
export const standardFeatures: readonly EditorFeature[] = [
  paragraph,
  heading,
  list,
  toggle,
  codeBlock,
  math,
  caption,
  frame,
  table,
  image,
  file,
  divider,
  embed,
  link,
  color,
  marks,
  comment,
  mention,
  layout,
  blocks,
  typography,
];

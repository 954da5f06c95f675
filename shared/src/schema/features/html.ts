/** What our features are in HTML. */

import type { HtmlFeature } from "../html-feature.ts";
import { captionHtml } from "./caption/caption-html.ts";
import { codeBlockHtml } from "./code-block/code-block-html.ts";
import { colorHtml } from "./color/color-html.ts";
import { dividerHtml } from "./divider/divider-html.ts";
import { embedHtml } from "./embed/embed-html.ts";
import { fileHtml } from "./file/file-html.ts";
import { frameHtml } from "./frame/frame-html.ts";
import { headingHtml } from "./heading/heading-html.ts";
import { imageHtml } from "./image/image-html.ts";
import { linkHtml } from "./link/link-html.ts";
import { listHtml } from "./list/list-html.ts";
import { marksHtml } from "./marks/marks-html.ts";
import { mathHtml } from "./math/math-html.ts";
import { mentionHtml } from "./mention/mention-html.ts";
import { toggleHtml } from "./toggle/toggle-html.ts";

/** See the head of this file. Of several that read an element, the first counts. */
export const standardHtml: readonly HtmlFeature[] = [
  headingHtml,
  listHtml,
  toggleHtml,
  codeBlockHtml,
  mathHtml,
  captionHtml,
  dividerHtml,
  frameHtml,
  imageHtml,
  fileHtml,
  embedHtml,
  mentionHtml,
  linkHtml,
  colorHtml,
  marksHtml,
];

/**
 * The features of `features/index.ts` in two stages, for pages that are to be there fast: what the first
 * letter needs, and everything else as soon as the editor is there.
 *
 * What follows a link, and what draws the lines of lists and tables, is of the first stage: until a view is
 * there, text is drawn as the schema says, and drawing it anew moves what somebody has begun to read.
 */

import { contentFeatures, type ContentFeature } from "@coscribe/shared/schema";
import type { EditorFeature } from "../feature.ts";
import { caption } from "./caption/caption.ts";
import { comment } from "./comment/comment.ts";
import { heading } from "./heading/heading.ts";
import { openLinks } from "./link/open-links.ts";
import { list } from "./list/list.ts";
import { marks } from "./marks/marks.ts";
import { paragraph } from "./paragraph/paragraph.ts";
import { TableView } from "./table/table-view.ts";

/** See the head of this file. Names, content and order are those of `standardFeatures`. */
export const stagedFeatures: readonly EditorFeature[] = [
  paragraph,
  heading,
  list,
  later("toggle", contentFeatures.toggle),
  later("codeBlock", contentFeatures.codeBlock),
  later("math", contentFeatures.math),
  caption,
  later("frame", contentFeatures.frame),
  {
    ...later("table"),
    nodeViews: { table: (node, view) => new TableView(node, view.dom.ownerDocument) },
  },
  later("image", contentFeatures.image),
  later("file", contentFeatures.file),
  later("divider", contentFeatures.divider),
  later("embed", contentFeatures.embed),
  { ...later("link", contentFeatures.link), plugins: () => [openLinks()] },
  later("color", contentFeatures.color),
  marks,
  comment,
  later("mention", contentFeatures.mention),
  later("layout"),
  later("blocks"),
  later("typography"),
];

function later(name: string, content?: ContentFeature): EditorFeature {
  return {
    name,
    ...(content !== undefined && { content }),
    load: async () => {
      const { standardFeatures } = await import("./index.ts");
      return standardFeatures.find((feature) => feature.name === name)!;
    },
  };
}

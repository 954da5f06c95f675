/** Plain paragraphs. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";
import { kindTool } from "../kind-tool.ts";

/** See the head of this file. */
export const paragraph: EditorFeature = {
  name: "paragraph",
  content: contentFeatures.paragraph,
  tools: [
    kindTool("paragraph", {
      label: "Text",
      icon: "pilcrow",
      keywords: "paragraph plain",
      keys: ["Mod-Alt-0"],
    }),
  ],
};

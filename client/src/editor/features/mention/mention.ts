/** Mentions of people and of other documents. The menu that offers them is the interface's. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";
import { insertMention } from "./commands.ts";
import { mentionView } from "./mention-view.ts";

/** See the head of this file. */
export const mention: EditorFeature = {
  name: "mention",
  content: contentFeatures.mention,
  nodeViews: { mention: mentionView },
  commands: {
    insertMention: ({ mention: what, instead }) => insertMention(what, instead),
  },
};

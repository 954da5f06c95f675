/** Links as cards. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";
import { insertObject } from "../insert-object.ts";
import { embedView } from "./embed-view.ts";
import { makeCard } from "./commands.ts";

/** See the head of this file. */
export const embed: EditorFeature = {
  name: "embed",
  content: contentFeatures.embed,
  tools: [
    {
      id: "embed",
      group: "insert",
      label: "Link card",
      icon: "appWindow",
      keywords: "embed bookmark preview url",
      command: (...given) => makeCard(...given) || insertObject("embed")(...given),
    },
  ],
  nodeViews: { embed: embedView },
};

/** Files to download. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";
import { pickFiles } from "../files/pick-files.ts";
import { fileView } from "./file-view.ts";

/** See the head of this file. What is pasted and dropped is taken by the feature for images. */
export const file: EditorFeature = {
  name: "file",
  content: contentFeatures.file,
  tools: [
    {
      id: "file",
      group: "insert",
      label: "File",
      icon: "paperclip",
      keywords: "attachment upload pdf document",
      command: pickFiles(""),
    },
  ],
  nodeViews: { file: fileView },
};

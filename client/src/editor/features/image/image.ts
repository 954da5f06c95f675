/** Images: from this device, from the clipboard, dropped into the text. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";
import { pickFiles } from "../files/pick-files.ts";
import { takeFiles } from "../files/take-files.ts";
import { imageView } from "./image-view.ts";

/** See the head of this file. */
export const image: EditorFeature = {
  name: "image",
  content: contentFeatures.image,
  tools: [
    {
      id: "image",
      group: "insert",
      label: "Image",
      icon: "image",
      keywords: "picture photo screenshot upload",
      command: pickFiles("image/png,image/jpeg,image/gif,image/webp,image/avif"),
    },
  ],
  plugins: () => [takeFiles()],
  nodeViews: { image: imageView },
};

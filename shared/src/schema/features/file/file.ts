/** Files that can be downloaded, each a block with its name and size. */

import type { ContentFeature } from "../../feature.ts";
import { fileAttrs } from "./file-attributes.ts";

/** See the head of this file. */
export const file: ContentFeature = {
  name: "file",
  objects: [
    {
      name: "file",
      text: (attributes) => `[${fileAttrs(attributes).name || "file"}]`,
      spec: {
        draggable: true,
        toDOM: ({ attrs }) => {
          const { src, name } = fileAttrs(attrs);
          return ["div", { "data-file": "" }, ["a", { href: src }, name]];
        },
      },
    },
  ],
};

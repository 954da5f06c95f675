/** Images, each a block. What one shows can be said in the caption below it. */

import type { DOMOutputSpec } from "prosemirror-model";
import type { ContentFeature } from "../../feature.ts";
import { imageAttrs } from "./image-attributes.ts";

/** See the head of this file. */
export const image: ContentFeature = {
  name: "image",
  objects: [
    {
      name: "image",
      text: (attributes) => {
        const { alt, name } = imageAttrs(attributes);
        return `[${alt || name || "image"}]`;
      },
      spec: { draggable: true, toDOM: ({ attrs }) => drawImage(attrs) },
    },
  ],
};

function drawImage(attrs: Readonly<Record<string, unknown>>): DOMOutputSpec {
  const { src, alt, width, height } = imageAttrs(attrs);
  const size = width > 0 && height > 0 ? { width: String(width), height: String(height) } : {};
  return ["figure", { "data-image": "" }, ["img", { src, alt, ...size }]];
}

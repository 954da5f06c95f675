/** The line below an image or a table that says what it shows. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const caption: ContentFeature = {
  name: "caption",
  kinds: [
    {
      name: "caption",
      next: "paragraph",
      draw: (_attrs, attributes) => ["p", attributes, 0],
    },
  ],
};

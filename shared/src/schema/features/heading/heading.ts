/** Headings of six levels. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const heading: ContentFeature = {
  name: "heading",
  kinds: [
    {
      name: "heading",
      isIndentable: false,
      next: "paragraph",
      draw: ({ level }, attributes) => [
        `h${level}`,
        { ...attributes, "data-level": String(level) },
        0,
      ],
    },
  ],
};

/** Lines across the page, which hold nothing. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const divider: ContentFeature = {
  name: "divider",
  objects: [
    {
      name: "divider",
      text: () => "---",
      spec: { toDOM: () => ["hr"], parseDOM: [{ tag: "hr" }] },
    },
  ],
};

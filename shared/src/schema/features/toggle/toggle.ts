/**
 * Toggles: lines that fold away what lies below them, which is what follows and is indented deeper.
 * Whether one is folded is each reader's own affair and is not in the document.
 */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const toggle: ContentFeature = {
  name: "toggle",
  kinds: [
    {
      name: "toggle",
      isListLine: true,
      holdsAll: true,
      endsWhenEmpty: true,
      draw: (_attrs, attributes) => ["div", attributes, 0],
      marker: () => "- ",
    },
  ],
};

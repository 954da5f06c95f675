/** Code of several lines, with the language that it is in. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const codeBlock: ContentFeature = {
  name: "codeBlock",
  kinds: [
    {
      name: "code",
      isVerbatim: true,
      draw: (_attrs, attributes) => ["pre", { ...attributes, spellcheck: "false" }, ["code", 0]],
    },
  ],
};

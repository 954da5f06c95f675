/** Plain paragraphs: what every block is that says nothing else. */

import type { ContentFeature, Kind } from "../../feature.ts";

/** What a block of an unknown kind is drawn as, too. */
export const paragraphKind: Kind = {
  name: "paragraph",
  draw: ({ frame }, attributes) => [frame === "quote" ? "blockquote" : "p", attributes, 0],
};

/** See the head of this file. */
export const paragraph: ContentFeature = { name: "paragraph", kinds: [paragraphKind] };

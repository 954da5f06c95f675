/** Cards for links: a block that says where it leads. Nothing is fetched to show one. */

import type { ContentFeature } from "../../feature.ts";
import { embedAttrs } from "./embed-attributes.ts";

/** See the head of this file. */
export const embed: ContentFeature = {
  name: "embed",
  objects: [
    {
      name: "embed",
      text: (attributes) => {
        const { href, title } = embedAttrs(attributes);
        return title === "" ? href : `${title} ${href}`;
      },
      spec: {
        draggable: true,
        toDOM: ({ attrs }) => {
          const { href, title } = embedAttrs(attrs);
          return ["div", { "data-embed": "" }, ["a", { href }, title || href]];
        },
      },
    },
  ],
};

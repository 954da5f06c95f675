/** Links. Which of them are followed is decided by `safeHref` wherever one leaves the document. */

import type { DOMOutputSpec, Mark } from "prosemirror-model";
import type { DomElement } from "../../dom.ts";
import type { ContentFeature } from "../../feature.ts";
import { safeHref } from "../../safe-href.ts";

/** See the head of this file. */
export const link: ContentFeature = {
  name: "link",
  marks: [
    {
      name: "link",
      spec: {
        attrs: { href: { default: "" } },
        inclusive: false,
        toDOM: drawLink,
        parseDOM: [{ tag: "a[href]", getAttrs: readLink }],
      },
    },
  ],
};

function drawLink({ attrs }: Mark): DOMOutputSpec {
  const href = safeHref(attrs["href"]);
  return ["a", { ...(href !== undefined && { href }), rel: "noopener noreferrer nofollow" }, 0];
}

// Only the browser's DOM reaches ProseMirror's parser; this package has no types for it.
function readLink(dom: unknown): { href: string } | false {
  const href = safeHref((dom as DomElement).getAttribute("href"));
  return href === undefined ? false : { href };
}

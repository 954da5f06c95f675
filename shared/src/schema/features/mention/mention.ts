/** Mentions of people and of other documents, each one letter of the text. */

import type { ContentFeature } from "../../feature.ts";
import { mentionAttrs } from "./mention-attributes.ts";

/** See the head of this file. */
export const mention: ContentFeature = {
  name: "mention",
  inlines: [
    {
      name: "mention",
      text: mentionText,
      spec: {
        attrs: { kind: { default: null }, ref: { default: null }, label: { default: null } },
        toDOM: ({ attrs }) => [
          "span",
          { "data-mention": mentionAttrs(attrs).kind || "person" },
          mentionText(attrs),
        ],
      },
    },
  ],
};

/** A mention as text: `@` and the name of a person, or the name of a document. */
export function mentionText(attributes: Readonly<Record<string, unknown>>): string {
  const { kind, ref, label } = mentionAttrs(attributes);
  const name = label || ref;
  if (name === "") return "[mention]";
  return kind === "document" ? name : `@${name}`;
}

/** What is stored about a mention. */

import {
  oneOf,
  readAttributes,
  text,
  type Attribute,
  type AttributeValues,
} from "../../attribute.ts";

/** See the head of this file. */
export const mentionAttributes: {
  readonly kind: Attribute<"person" | "document" | "">;
  readonly ref: Attribute<string>;
  readonly label: Attribute<string>;
} = {
  /** What is mentioned; a person where nothing is said. */
  kind: oneOf(["person", "document"] as const),
  /**
   * Of a person the id that she has among those who are here, of a document its name. Not called `id`:
   * what has one within text is a block.
   */
  ref: text(512),
  /** What it was called when it was mentioned. */
  label: text(200),
};

/** The attributes of a mention, each of them valid. */
export type MentionAttrs = AttributeValues<typeof mentionAttributes>;

/** The attributes of a mention as they are to be shown. Total. */
export function mentionAttrs(stored: Readonly<Record<string, unknown>>): MentionAttrs {
  return readAttributes(mentionAttributes, stored);
}

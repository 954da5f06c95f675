/** What is stored about a link that is shown as a card. */

import { readAttributes, text, type Attribute, type AttributeValues } from "../../attribute.ts";
import { safeHref } from "../../safe-href.ts";

/** See the head of this file. */
export const embedAttributes: {
  readonly href: Attribute<string>;
  readonly title: Attribute<string>;
  readonly description: Attribute<string>;
} = {
  /** "" for one that must not be followed. */
  href: { default: "", read: (value: unknown): string => safeHref(value) ?? "" },
  title: text(300),
  description: text(1_000),
};

/** The attributes of a card, each of them valid. */
export type EmbedAttrs = AttributeValues<typeof embedAttributes>;

/** The attributes of a card as they are to be shown. Total. */
export function embedAttrs(stored: Readonly<Record<string, unknown>>): EmbedAttrs {
  return readAttributes(embedAttributes, stored);
}

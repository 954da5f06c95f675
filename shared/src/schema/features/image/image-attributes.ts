/** What is stored about an image. */

import {
  readAttributes,
  text,
  wholeNumber,
  type Attribute,
  type AttributeValues,
} from "../../attribute.ts";
import { safeSource } from "../../safe-source.ts";

/** See the head of this file. */
export const imageAttributes: {
  readonly src: Attribute<string>;
  readonly name: Attribute<string>;
  readonly alt: Attribute<string>;
  readonly width: Attribute<number>;
  readonly height: Attribute<number>;
  readonly scale: Attribute<number>;
} = {
  /** `files/HASH` for one that the server keeps, or a web address; "" for one that is not shown. */
  src: { default: "", read: (value: unknown): string => safeSource(value) ?? "" },
  /** The name of the file that it was. */
  name: text(200),
  /** What it shows, for those who do not see it. */
  alt: text(2_000),
  /** Size in pixels of the image itself, so that its place is there before it is; 0 if unknown. */
  width: wholeNumber(0, 100_000, 0),
  height: wholeNumber(0, 100_000, 0),
  /** Width on the page in hundredths of the text's; 0 is the image's own, at most all of it. */
  scale: wholeNumber(0, 100, 0),
};

/** The attributes of an image, each of them valid. */
export type ImageAttrs = AttributeValues<typeof imageAttributes>;

/** The attributes of an image as they are to be shown. Total. */
export function imageAttrs(stored: Readonly<Record<string, unknown>>): ImageAttrs {
  return readAttributes(imageAttributes, stored);
}

/** What is stored about a file. */

import {
  readAttributes,
  text,
  wholeNumber,
  type Attribute,
  type AttributeValues,
} from "../../attribute.ts";
import { safeSource } from "../../safe-source.ts";

/** See the head of this file. */
export const fileAttributes: {
  readonly src: Attribute<string>;
  readonly name: Attribute<string>;
  readonly size: Attribute<number>;
  readonly type: Attribute<string>;
} = {
  /** `files/HASH` for one that the server keeps, or a web address; "" for none. */
  src: { default: "", read: (value: unknown): string => safeSource(value) ?? "" },
  name: text(200),
  /** Bytes. */
  size: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
  /** The media type. */
  type: text(100),
};

/** The attributes of a file, each of them valid. */
export type FileAttrs = AttributeValues<typeof fileAttributes>;

/** The attributes of a file as they are to be shown. Total. */
export function fileAttrs(stored: Readonly<Record<string, unknown>>): FileAttrs {
  return readAttributes(fileAttributes, stored);
}

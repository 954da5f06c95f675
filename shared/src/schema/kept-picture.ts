/** A picture whose bytes came along with a text, once they are kept somewhere. */

/** See the head of this file. */
export interface KeptPicture {
  /** What stands in the document for it: `files/HASH`, or a web address. */
  readonly src: string;
  /** In pixels, where it is known. */
  readonly width?: number;
  readonly height?: number;
}

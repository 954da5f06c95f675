/**
 * What kind of file some bytes are, by the first of them: never by a name or by what somebody says of
 * them, so that both ends come to the same answer.
 *
 * Only what is told by a few fixed bytes is known here. Libraries for this read much further, into
 * archives and containers that anybody may have made; here nothing is read but the head, once.
 */

/** So many bytes are looked at. */
export const fileHeadBytes = 64;

/** A media type of the list below; `application/octet-stream` for everything else. */
export type FileType =
  | ShownImageType
  | "application/octet-stream"
  | "application/pdf"
  | "application/zip"
  | "audio/flac"
  | "audio/mpeg"
  | "audio/wav"
  | "application/ogg"
  | "image/heic"
  | "image/tiff"
  | "video/mp4"
  | "video/webm";

/** Images that every browser shows, and that can hold no script. */
export type ShownImageType = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif";

const shownImages: ReadonlySet<string> = new Set<ShownImageType>([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
]);

/** Fixed bytes, in Latin 1, and where they stand. */
type Mark = readonly [at: number, bytes: string];

const marks: readonly (readonly [type: FileType, ...marks: readonly Mark[]])[] = [
  ["image/png", [0, "\x89PNG\r\n\x1a\n"]],
  ["image/jpeg", [0, "\xff\xd8\xff"]],
  ["image/gif", [0, "GIF87a"]],
  ["image/gif", [0, "GIF89a"]],
  ["image/webp", [0, "RIFF"], [8, "WEBPVP8"]],
  ["image/tiff", [0, "II*\0"]],
  ["image/tiff", [0, "MM\0*"]],
  ["application/pdf", [0, "%PDF-"]],
  ["application/zip", [0, "PK\x03\x04"]],
  ["application/zip", [0, "PK\x05\x06"]],
  ["application/ogg", [0, "OggS\0"]],
  ["audio/flac", [0, "fLaC"]],
  ["audio/mpeg", [0, "ID3"]],
  ["audio/wav", [0, "RIFF"], [8, "WAVE"]],
  ["video/webm", [0, "\x1a\x45\xdf\xa3"]],
];

/** What brands of the ISO container mean; the first that the file names counts. */
const brands: readonly (readonly [brand: RegExp, type: FileType])[] = [
  [/^(avif|avis)$/, "image/avif"],
  [/^(heic|heix|hevc|heim|heis)$/, "image/heic"],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash)$/, "video/mp4"],
];

/** The kind of a file that begins with `head`, of at least {@link fileHeadBytes} where it has them. */
export function fileTypeOf(head: Uint8Array): FileType {
  const text = latin1(head.subarray(0, fileHeadBytes));
  const found = marks.find(([, ...all]) => all.every(([at, bytes]) => text.startsWith(bytes, at)));
  return found?.[0] ?? containerType(head, text) ?? "application/octet-stream";
}

/** Whether a type is that of an image that every browser shows, and that can hold no script. */
export function isShownImageType(type: string): type is ShownImageType {
  return shownImages.has(type);
}

/** A box `ftyp` at the beginning has a major brand, a version, and compatible brands behind it. */
function containerType(head: Uint8Array, text: string): FileType | undefined {
  if (!text.startsWith("ftyp", 4) || head.length < 16) return undefined;
  const boxEnd = Math.min(head[2]! * 256 + head[3]!, text.length);
  if (head[0] !== 0 || head[1] !== 0) return undefined;
  const named = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= boxEnd; at += 4) named.push(text.slice(at, at + 4));
  for (const name of named) {
    const known = brands.find(([brand]) => brand.test(name));
    if (known !== undefined) return known[1];
  }
  return undefined;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

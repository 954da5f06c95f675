/**
 * A .docx → blocks. mammoth reads it, after prepare.ts has written into it what mammoth would not tell.
 *
 * Of the file its text, lists, headings, tasks, quotations, code, marks, links, notes, formulas and
 * pictures get in. Headers, footers, comments and what changes propose to delete do not.
 */

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import mammoth from "mammoth";
import type { BlockData } from "../flow/data.ts";
import type { KeptPicture } from "../schema/kept-picture.ts";
import { blocksFromHtmlSource } from "../schema/html-source.ts";
import { withoutNeedlessStarts } from "../schema/numbering.ts";
import { xmlSource, xmlTree, type XmlNode } from "../schema/xml.ts";
import { unmarked } from "./marks.ts";
import { prepare } from "./prepare.ts";

/** A picture in a .docx. */
export interface PictureInDocx {
  readonly bytes: Uint8Array;
  /** Its media type, as the file says: `image/png`. */
  readonly type: string;
  /** What it is called in the file: `image1.png`. */
  readonly name: string;
}

/** How a .docx is read. */
export interface DocxReading {
  /** Keeps a picture; without one, and for undefined, what it shows is told in words. */
  readonly picture?: (picture: PictureInDocx) => Promise<KeptPicture | undefined>;
}

/** The file is none that can be read. */
export class DocxError extends Error {
  override readonly name = "DocxError";
  readonly code: "noDocx" | "tooLarge";

  constructor(code: DocxError["code"], reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.code = code;
  }
}

/** Most bytes that the parts of a file may have when they are unpacked. */
const maxUnpackedBytes: number = 256 * 1024 * 1024;

/** The blocks in the bytes of a .docx. Rejects with a {@link DocxError} for what is none, or too large. */
export async function blocksFromDocx(
  bytes: Uint8Array,
  { picture }: DocxReading = {},
): Promise<BlockData[]> {
  const files = unpacked(bytes);
  const source = files["word/document.xml"];
  if (source === undefined)
    throw new DocxError("noDocx", "this is no .docx file: it holds no document");
  const document = xmlTree(strFromU8(source));
  const part = (name: string): XmlNode | undefined => {
    const file = files[`word/${name}.xml`];
    return file === undefined ? undefined : xmlTree(strFromU8(file));
  };
  const letterStyles = prepare({ document, styles: part("styles"), numbering: part("numbering") });
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const prepared = zipSync(
    { ...files, "word/document.xml": strToU8(declaration + xmlSource(document)) },
    { level: 0 },
  );
  const html = await htmlOf(prepared, letterStyles, picture, pictureNames(files));
  // Spaces are meant as they are in such a file.
  const blocks = blocksFromHtmlSource(`<div style="white-space: pre-wrap">${html}</div>`);
  return withoutNeedlessStarts(unmarked(blocks));
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > maxUnpackedBytes) throw new DocxError("tooLarge", "the file is too large");
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof DocxError) throw cause;
    throw new DocxError("noDocx", "this is no .docx file: it cannot be unpacked", { cause });
  }
}

/** mammoth does not tell which file of the archive a picture is. */
function pictureNames(files: Readonly<Record<string, Uint8Array>>): (bytes: Uint8Array) => string {
  const media = Object.entries(files).filter(([path]) => path.startsWith("word/media/"));
  return (bytes) => {
    const same = media.find(([, file]) => isSame(file, bytes));
    return same?.[0].slice("word/media/".length) ?? "";
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

async function htmlOf(
  bytes: Uint8Array<ArrayBuffer>,
  letterStyles: readonly string[],
  picture: DocxReading["picture"],
  nameOf: (bytes: Uint8Array) => string,
): Promise<string> {
  const convertImage = mammoth.images.imgElement(async (image) => {
    const pictureBytes = new Uint8Array(await image.readAsArrayBuffer());
    const given = { bytes: pictureBytes, type: image.contentType, name: nameOf(pictureBytes) };
    const kept = await picture?.(given);
    if (kept === undefined) return { src: "" };
    const { src, width, height } = kept;
    const size = { width: String(width), height: String(height) };
    // What is said to be a single pixel counts readers, and is no picture.
    const isTold = width !== undefined && height !== undefined && width * height > 1;
    return { src, ...(isTold && size) };
  });
  // Node takes the one and pages the other.
  const input = { buffer: bytes, arrayBuffer: bytes.buffer };
  const { value } = await mammoth.convertToHtml(input, {
    convertImage,
    ignoreEmptyParagraphs: false,
    styleMap: ["u => u", ...letterStyles],
  });
  return value;
}

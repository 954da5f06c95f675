/**
 * Blocks → a .docx, which word processors open as if they had written it: lists are lists, headings
 * headings, tasks boxes that can be ticked.
 *
 * Every letter is in `word/document.xml`. What such a file has no place for is left out: the language
 * of code, comments, ids, and pictures whose bytes nobody gives.
 */

import {
  AlignmentType,
  BorderStyle,
  CheckBox,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type ParagraphChild,
} from "docx";
import type { BlockData, InnerData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { cleanText } from "../schema/clean-text.ts";
import { isColorName } from "../schema/features/color/color-names.ts";
import { colorValues } from "../schema/features/color/color-values.ts";
import { embedAttrs } from "../schema/features/embed/embed-attributes.ts";
import { fileAttrs } from "../schema/features/file/file-attributes.ts";
import { imageAttrs, type ImageAttrs } from "../schema/features/image/image-attributes.ts";
import { isRightToLeft } from "../schema/text-direction.ts";
import { numbering } from "../schema/numbering.ts";
import { gridOf, type Grid, type TablePlace } from "../schema/table/grid.ts";
import { nameInBrackets, runText, tooDeepText } from "../schema/plain-text.ts";
import { safeHref } from "../schema/safe-href.ts";
import { textblockAttrs, type TextblockAttrs } from "../schema/textblock.ts";
import { frameLines, stepTwips, styles } from "./look.ts";
import { Lists } from "./numbers.ts";
import { formula, paragraphChildren, textRuns } from "./runs.ts";
import { documentStyles } from "./document-styles.ts";

/** A picture's bytes. */
export interface DocxPicture {
  readonly bytes: Uint8Array;
  readonly type: "png" | "jpg" | "gif" | "bmp";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** How a .docx is written. */
export interface DocxWriting {
  /** What the file says it is called. */
  readonly title?: string;
  /** The bytes of a picture by its address; undefined writes what it shows, in words. */
  readonly picture?: (src: string) => Promise<DocxPicture | undefined>;
}

/** The bytes of a .docx. Rejects only if `picture` does. */
export async function docxFromBlocks(
  blocks: readonly BlockData[],
  { title, picture }: DocxWriting = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new DocxWriter(picture);
  const children = await writer.paragraphsOf(blocks);
  const document = new Document({
    ...(title !== undefined && { title: cleanText(title) }),
    numbering: writer.lists.options,
    styles: documentStyles,
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.pack(document, "arraybuffer"));
}

/** What stands between paragraphs. */
type FileChild = Paragraph | Table;

/** Widest a picture is drawn, in pixels: the text of a page. */
const maxPictureWidth = 600;

class DocxWriter {
  readonly lists = new Lists();
  readonly #picture: DocxWriting["picture"];

  constructor(picture: DocxWriting["picture"]) {
    this.#picture = picture;
  }

  async paragraphsOf(blocks: readonly BlockData[]): Promise<FileChild[]> {
    const numbers = numbering(blocks.map(({ attributes }) => ({ attrs: attributes })));
    const paragraphs: FileChild[] = [];
    for (const [i, block] of blocks.entries()) {
      paragraphs.push(...(await this.#paragraphs(block, numbers[i])));
    }
    return paragraphs;
  }

  async #paragraphs(block: BlockData, number: number | undefined): Promise<FileChild[]> {
    const attrs = textblockAttrs({ attrs: block.attributes });
    if (block.name === textBlockName) return [this.#line(block, attrs, number)];
    const grid = gridOf(block);
    if (grid !== undefined && grid.rows.length > 0) return [await this.#table(grid)];
    if (block.inners.length > 0) return this.#inners(block.inners);
    return [new Paragraph({ ...layoutOf(attrs), ...(await this.#object(block)) })];
  }

  #line(block: BlockData, attrs: TextblockAttrs, number: number | undefined): Paragraph {
    const { kind, level, checked } = attrs;
    const text = block.runs.map((run) => runText(run)).join("");
    const isVerbatim = kind === "code" || kind === "math";
    const rightToLeft = attrs.dir === "rtl" || (attrs.dir === "" && isRightToLeft(text));
    const list = this.lists.referenceOf(attrs, number);
    const children =
      kind === "math"
        ? [formula(text)]
        : paragraphChildren(block.runs, { rightToLeft, isVerbatim });
    return new Paragraph({
      ...layoutOf(attrs, list === undefined ? undefined : "list"),
      ...(rightToLeft && { bidirectional: true }),
      ...(list !== undefined && { numbering: list }),
      ...(kind === "heading" && { heading: headings[level - 1]! }),
      ...(kind === "code" && { style: styles.code }),
      ...(kind === "caption" && { style: styles.caption }),
      children: kind === "task" ? [...box(checked), ...children] : children,
    });
  }

  async #object({ name, attributes }: BlockData): Promise<IParagraphOptions> {
    switch (name) {
      case "divider":
        return {
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: "9CA3AF", space: 1 } },
        };
      case "image":
        return { children: [await this.#image(imageAttrs(attributes))] };
      case "file": {
        const { src, name: shown } = fileAttrs(attributes);
        return { children: linked(src, shown || src) };
      }
      case "embed": {
        const { href, title } = embedAttrs(attributes);
        return { children: linked(href, title || href) };
      }
      default:
        return { children: [new TextRun(nameInBrackets(name))] };
    }
  }

  async #image(attrs: ImageAttrs): Promise<ParagraphChild> {
    const { src, alt, name } = attrs;
    const given = src === "" ? undefined : await this.#picture?.(src);
    if (given === undefined) return linked(src, alt || name || src || "[image]")[0];
    const { bytes, type } = given;
    const width = attrs.width || given.width || maxPictureWidth;
    const height = attrs.height || given.height || maxPictureWidth;
    const scale = Math.min(1, maxPictureWidth / width);
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const altText = { name: cleanText(name || "image"), description: cleanText(alt) };
    return new ImageRun({ type, data: bytes, transformation: size, altText });
  }

  async #table({ places, hasHeaderRow }: Grid): Promise<Table> {
    const rows: TableRow[] = [];
    for (const [i, row] of places.entries()) {
      const children: TableCell[] = [];
      for (const place of row) children.push(await this.#cell(place));
      // Some readers take a header that is said to be none for one.
      const isHeader = hasHeaderRow && i === 0;
      rows.push(new TableRow({ children, ...(isHeader && { tableHeader: true }) }));
    }
    return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } });
  }

  async #cell({ cells, rowSpan, columnSpan, tint }: TablePlace): Promise<TableCell> {
    const children: (Paragraph | Table)[] = [];
    for (const { flow } of cells) children.push(...(await this.paragraphsOf(flow.blocks)));
    const fill = isColorName(tint) ? colorValues[tint].paper : undefined;
    return new TableCell({
      // A cell holds a paragraph, and ends with one.
      children: children.at(-1) instanceof Paragraph ? children : [...children, new Paragraph("")],
      ...(rowSpan > 1 && { rowSpan }),
      ...(columnSpan > 1 && { columnSpan }),
      ...(fill !== undefined && { shading: { type: ShadingType.CLEAR, color: "auto", fill } }),
    });
  }

  /** One after the other, as lists are counted. */
  async #inners(inners: readonly InnerData[]): Promise<FileChild[]> {
    const paragraphs: FileChild[] = [];
    for (const inner of inners) paragraphs.push(...(await this.#inner(inner)));
    return paragraphs;
  }

  async #inner(inner: InnerData): Promise<FileChild[]> {
    switch (inner.type) {
      case "cell":
        return this.#inners(inner.inners);
      case "flow":
        return this.paragraphsOf(inner.blocks);
      case "tooDeep":
        return [new Paragraph(tooDeepText)];
    }
  }
}

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

const alignments = {
  "": undefined,
  center: AlignmentType.CENTER,
  end: AlignmentType.END,
  justify: AlignmentType.JUSTIFIED,
} as const;

/** Where a paragraph stands; a list says itself how far it is indented. */
function layoutOf(attrs: TextblockAttrs, kind?: "list"): IParagraphOptions {
  const { indent, align, tint, frame } = attrs;
  const alignment = alignments[align];
  const line = frame === "" ? undefined : frameLines[frame];
  return {
    ...(kind !== "list" && indent > 0 && { indent: { left: stepTwips * indent } }),
    ...(alignment !== undefined && { alignment }),
    ...(tint !== "" && {
      shading: { type: ShadingType.CLEAR, color: "auto", fill: colorValues[tint].paper },
    }),
    ...(line !== undefined && {
      border: { left: { style: BorderStyle.SINGLE, size: 18, color: line, space: 8 } },
    }),
  };
}

function box(checked: boolean): ParagraphChild[] {
  const state = (value: string) => ({ value, font: "MS Gothic" });
  const options = { checked, checkedState: state("2612"), uncheckedState: state("2610") };
  return [new CheckBox(options), new TextRun(" ")];
}

function linked(address: string, text: string): [ParagraphChild, ...ParagraphChild[]] {
  const link = safeHref(address);
  const isAbsolute = link !== undefined && /^[a-z]+:/i.test(link);
  const [first, ...more] = textRuns(text, isAbsolute ? { style: styles.link } : {});
  if (!isAbsolute) return [first!, ...more];
  return [new ExternalHyperlink({ link, children: [first!, ...more] })];
}

/**
 * A .docx before it is read: what its reader, mammoth, does not tell is written into the text
 * (marks.ts). It ignores overridden lists, merges lists side by side, knows no levels of headings
 * beyond six, no alignment, frames and colours, shows hidden text, and leaves out formulas.
 */

import { nearestColor } from "../schema/features/color/nearest-color.ts";
import { layoutAttributes } from "../schema/features/layout/layout-attributes.ts";
import { texFromOmml } from "../schema/features/math/omml.ts";
import { maxIndent, type TextblockAttrs } from "../schema/textblock.ts";
import { xmlElement, xmlText, type XmlNode } from "../schema/xml.ts";
import { ListCounts } from "./count-lists.ts";
import { colorOfPaper, frameOfLine, stepTwips } from "./look.ts";
import { formulaMark, paragraphMark } from "./marks.ts";
import { allIn, childOf, listPlace, Styles, valueOf } from "./style-names.ts";

/** The parts of a .docx, as trees. */
export interface DocxParts {
  readonly document: XmlNode;
  readonly styles: XmlNode | undefined;
  readonly numbering: XmlNode | undefined;
}

/** Changes `document`; the answer is what the reader is to make of styles of letters. */
export function prepare({ document, styles, numbering }: DocxParts): string[] {
  const reader = new Preparation(new Styles(styles), new ListCounts(numbering));
  reader.visit(document);
  return [...reader.letterStyles.values()];
}

class Preparation {
  /** By the id that letters with such a look get. */
  readonly letterStyles = new Map<string, string>();
  readonly #styles: Styles;
  readonly #lists: ListCounts;

  constructor(styles: Styles, lists: ListCounts) {
    this.#styles = styles;
    this.#lists = lists;
  }

  visit(node: XmlNode): void {
    node.children = node.children.flatMap((child) => this.#prepared(child));
  }

  #prepared(node: XmlNode): XmlNode[] {
    switch (node.tag) {
      case "w:p":
        this.#prepareParagraph(node);
        return [node];
      case "w:r":
        if (isOn(childOf(node, "w:rPr"), "w:vanish")) return [];
        this.#prepareLetters(node);
        this.visit(node);
        return [node];
      case "m:oMath":
        return [letters(formulaMark(texFromOmml(node)))];
      case "m:oMathPara":
        return node.children.flatMap((child) => this.#prepared(child));
      default:
        this.visit(node);
        return [node];
    }
  }

  #prepareParagraph(paragraph: XmlNode): void {
    const properties = childOf(paragraph, "w:pPr");
    const style = this.#styles.meaningOf(valueOf(properties, "w:pStyle") ?? "");
    const place = listPlace(childOf(properties, "w:numPr")) ?? style.list;
    const list = place === undefined ? undefined : this.#lists.next(place);
    const task = takeBox(paragraph);
    const isHeading = style.attrs.kind === "heading";
    const attrs: Partial<TextblockAttrs> = {
      ...layoutOf(properties),
      ...(isHeading ? {} : list),
      ...style.attrs,
      ...task,
    };
    const hasPictures =
      allIn(paragraph, "w:drawing").length + allIn(paragraph, "w:pict").length > 0;
    const isDivider = isLine(paragraph, properties);
    const mark = paragraphMark({
      attrs,
      ...(isDivider && { isDivider }),
      ...(hasPictures && { hasPictures }),
      ...(style.isCodeLine && { isCodeLine: true }),
    });
    if (properties !== undefined) {
      properties.children = properties.children.filter(
        ({ tag }) => !/^w:(pStyle|numPr)$/.test(tag),
      );
    }
    this.visit(paragraph);
    const at = properties === undefined ? 0 : paragraph.children.indexOf(properties) + 1;
    paragraph.children.splice(at, 0, letters(mark));
  }

  /** Colours and code of letters, as a style that the reader knows. */
  #prepareLetters(run: XmlNode): void {
    const properties = childOf(run, "w:rPr");
    if (properties === undefined) return;
    const style = valueOf(properties, "w:rStyle") ?? "";
    const isLink = /link/i.test(style);
    const ink = isLink ? undefined : nearestColor(`#${valueOf(properties, "w:color") ?? ""}`);
    const paper = paperOf(properties);
    const isCode = this.#styles.isCode(style);
    const path = [
      ...(ink === undefined ? [] : [`span[data-text-color='${ink}']`]),
      ...(paper === undefined ? [] : [`mark[data-color='${paper}']`]),
      ...(isCode ? ["code"] : []),
    ];
    if (path.length === 0) return;
    const id = `Look-${ink ?? "none"}-${paper ?? "none"}-${isCode ? "code" : "text"}`;
    this.letterStyles.set(id, `r.${id} => ${path.join(" > ")}`);
    const others = properties.children.filter(({ tag }) => !/^w:(rStyle|highlight)$/.test(tag));
    properties.children = [xmlElement("w:rStyle", [["w:val", id]]), ...others];
  }
}

/** A run of letters. */
function letters(text: string): XmlNode {
  const content = xmlElement("w:t", [["xml:space", "preserve"]], [xmlText(text)]);
  return xmlElement("w:r", [], [content]);
}

function isOn(node: XmlNode | undefined, tag: string): boolean {
  const value = valueOf(node, tag);
  return value !== undefined && !/^(0|false|off|none)$/.test(value);
}

/** How a paragraph lies on the page. */
function layoutOf(properties: XmlNode | undefined): Partial<TextblockAttrs> {
  const align = valueOf(properties, "w:jc") ?? "";
  const isRightToLeft = isOn(properties, "w:bidi");
  const end = isRightToLeft ? "left" : "right";
  const justify = align === "both" || align === "distribute" ? "justify" : align;
  const indent = childOf(properties, "w:ind")?.attributes;
  const left = Number(indent?.get("w:start") ?? indent?.get("w:left") ?? 0);
  const border = childOf(childOf(properties, "w:pBdr"), "w:left");
  const fill = childOf(properties, "w:shd")?.attributes.get("w:fill") ?? "";
  return {
    align: layoutAttributes.align.read(align === end ? "end" : justify),
    indent: Number.isFinite(left)
      ? Math.min(maxIndent, Math.max(0, Math.round(left / stepTwips)))
      : 0,
    frame: frameOfLine(border?.attributes.get("w:color") ?? ""),
    tint: colorOfPaper(fill) ?? "",
  };
}

/** Whether a paragraph is nothing but a line across the page. */
function isLine(paragraph: XmlNode, properties: XmlNode | undefined): boolean {
  const isDrawn = allIn(paragraph, "v:rect").some((rect) => rect.attributes.get("o:hr") === "t");
  if (isDrawn) return true;
  const border = childOf(childOf(properties, "w:pBdr"), "w:bottom");
  return border !== undefined && allIn(paragraph, "w:r").length === 0;
}

/** Takes the box of a task off the beginning of a paragraph. */
function takeBox(paragraph: XmlNode): Partial<TextblockAttrs> | undefined {
  const [first, ...more] = paragraph.children.filter(({ tag }) => tag !== "w:pPr");
  const box =
    first?.tag === "w:sdt" ? childOf(childOf(first, "w:sdtPr"), "w14:checkbox") : undefined;
  if (box === undefined) return undefined;
  paragraph.children.splice(paragraph.children.indexOf(first!), 1);
  const text = more[0] === undefined ? undefined : childOf(more[0], "w:t");
  const [space] = text?.children ?? [];
  // The space between box and text.
  if (text !== undefined && space?.text?.startsWith(" ") === true) {
    text.children = [xmlText(space.text.slice(1))];
  }
  const checked = /^(1|true|on)$/.test(
    childOf(box, "w14:checked")?.attributes.get("w14:val") ?? "0",
  );
  return { kind: "task", checked };
}

function paperOf(properties: XmlNode): string | undefined {
  const named = valueOf(properties, "w:highlight")?.replace(/^dark/, "").toLowerCase();
  const fill = childOf(properties, "w:shd")?.attributes.get("w:fill") ?? "";
  return colorOfPaper(fill) ?? nearestColor(named ?? "") ?? nearestColor(`#${fill}`);
}

/**
 * Foreign HTML as blocks: nested lists become flat lines with an indentation, and of what is not
 * known the text is kept.
 *
 * Reads what browsers, mail programs, Google Docs and Markdown renderers put on the clipboard, and
 * what html-export.ts writes. White space collapses as in a browser. Nothing of a page gets through
 * but text, the kinds and marks of the schema, and safe links. The tree is walked without
 * recursion, so it may be as deep as it likes.
 */

import type { BlockData } from "../flow/data.ts";
import { maxLevels } from "../flow/flow.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { elementsIn, inlineStyle, isElement, tagOf, type DomElement, type DomNode } from "./dom.ts";
import { HtmlLine } from "./html-line.ts";
import { standardHtmlContent, type HtmlContent } from "./html-content.ts";
import type { BlockAttrs } from "./html-feature.ts";
import { spaceAttribute, spaceIn } from "./html-inline.ts";
import { isBlockElement, isHiddenElement } from "./html-elements.ts";
import { ownDirection } from "./html-export.ts";
import {
  holdsCodeTag,
  isBesideCode,
  isCodeElement,
  languageIn,
  languageOfCode,
} from "./features/code-block/foreign-code.ts";
import type { Frame as BlockFrame } from "./features/frame/frame-attributes.ts";
import { layoutAttributes } from "./features/layout/layout-attributes.ts";
import { maxStart } from "./features/list/list-attributes.ts";
import { taskInText, withoutStrike } from "./features/list/task-text.ts";
import { HtmlTable, isDataTable } from "./table/html-table-import.ts";
import { withoutNeedlessStarts } from "./numbering.ts";
import { maxIndent } from "./textblock.ts";

/** The blocks in `root`: a document, a fragment, or an element around them. They have no ids. */
export function blocksFromHtml(
  root: DomNode,
  html: HtmlContent = standardHtmlContent,
): BlockData[] {
  const reader = new HtmlReader(html);
  const open: Frame[] = [{ node: root, next: root.firstChild, context: outermost }];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const node = frame.next;
    if (node === null) {
      open.pop();
      reader.leave(frame.node, frame.context);
      continue;
    }
    frame.next = node.nextSibling;
    if (isElement(node) && !isHiddenElement(node)) {
      if (reader.takeWhole(node, frame.context)) continue;
      const context = reader.enter(node, frame.context);
      open.push({ node, next: node.firstChild, context });
    } else if (node.nodeType === 3) {
      reader.addText(node.nodeValue ?? "", frame.context);
    } else if (node.nodeType === 8) {
      reader.addComment(node.nodeValue ?? "", frame.context);
    }
  }
  return reader.finish();
}

/** An element that is being read. */
interface Frame {
  readonly node: DomNode;
  next: DomNode | null;
  readonly context: Context;
}

/** What the elements around say about a text. */
interface Context {
  readonly marks: Values;
  readonly preservesSpace: boolean;
  /** Code is read as it is: whether its text stands here, or what programs show beside it. */
  readonly code: "text" | "beside" | undefined;
  /** The language that an element around says code is in. */
  readonly language: string;
  /** What a block is that begins here. */
  readonly block: BlockAttrs;
  /** The list directly around: what its items are. */
  readonly list: "bullet" | "numbered" | undefined;
  /** Of the list directly around the number that its next item has, where the list says so. */
  readonly start: { next: number | undefined; readonly isReversed: boolean } | undefined;
  /** The item around. */
  readonly item: Item | undefined;
  /** The table around; undefined in its cells, and in those that are only layout. */
  readonly table: DomElement | undefined;
  /** The cell of such a table around. */
  readonly cell: DomElement | undefined;
}

/** An item of a list. The first text in it is a line of the list, the rest is indented under it. */
interface Item {
  line: BlockAttrs;
  /** Whether the first text is still to come. */
  isExpected: boolean;
  /** Whether its program strikes it through when it is done. */
  readonly isStruckWhenDone: boolean;
}

/** A table that is being read. */
interface OpenTable {
  /** The blocks that it stands behind. */
  readonly before: BlockData[];
  readonly table: HtmlTable;
}

/** Most tables within each other; each takes two levels, of which a flow is read to an end. */
const maxTables = maxLevels / 2;

const besideLists: Pick<Context, "block" | "list" | "start" | "item"> = {
  block: { indent: 0 },
  list: undefined,
  start: undefined,
  item: undefined,
};

const outermost: Context = {
  ...besideLists,
  marks: noValues,
  preservesSpace: false,
  code: undefined,
  language: "",
  table: undefined,
  cell: undefined,
};

/** Turns the elements and texts of a page, in their order, into blocks. */
class HtmlReader {
  /** Where blocks are added: those of the page, or of the cell that is being read. */
  #blocks: BlockData[] = [];
  /** The tables around, outermost first. */
  readonly #tables: OpenTable[] = [];
  #line: HtmlLine | undefined;
  /** Whether the kind of the line is told by an element, and not by how its text begins. */
  #isToldKind = false;
  /** Whether the line is a task that its program strikes through because it is done. */
  #isStruckAsDone = false;
  /** Whether pictures stand for what has been read already. */
  #isAfterFormula = false;
  readonly #html: HtmlContent;

  constructor(html: HtmlContent) {
    this.#html = html;
  }

  /** Adds what `element` is as a whole, if it is an object or some text; nothing in it is read then. */
  takeWhole(element: DomElement, context: Context): boolean {
    const tag = tagOf(element);
    if (this.#isAfterFormula && tag === "img") return true;
    if (context.code === "beside" && isBesideCode(element, context.language)) return true;
    const text = this.#textOf(element, tag, context.block);
    if (text !== undefined) {
      const marks = this.#marksInside(element, context.marks);
      if (text !== "") this.addText(text, { ...context, marks, preservesSpace: true });
      return true;
    }
    return context.code === undefined && this.#takeObject(element, tag, context);
  }

  /** What stands for all of `element`, if it is no more than some text. */
  #textOf(element: DomElement, tag: string, block: BlockAttrs): string | undefined {
    const space = element.getAttribute(spaceAttribute);
    if (space !== null) return spaceIn(space);
    for (const { readText } of this.#html.features) {
      const text = readText?.(element, tag, block);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Adds what a comment is, of which some are formulas; pictures for other programs follow these. */
  addComment(comment: string, context: Context): void {
    if (/^\[(if !msEquation|endif)\]/.test(comment)) {
      this.#isAfterFormula = comment.startsWith("[if");
      return;
    }
    if (!comment.includes("<m:") || context.code !== undefined) return;
    for (const { readComment } of this.#html.features) {
      const object = readComment?.(comment);
      if (object === undefined) continue;
      if ("runs" in object) this.#addObject(object, context);
      else this.#openLine(context).addObject(object, context.marks);
    }
  }

  #addObject(object: BlockData, context: Context): void {
    this.#closeLine();
    takeLine(context.item);
    this.#blocks.push(withBlock(object, context.block));
  }

  #takeObject(element: DomElement, tag: string, context: Context): boolean {
    for (const { readObject, readInline } of this.#html.features) {
      const object = readObject?.(element, tag);
      if (object !== undefined) {
        this.#addObject(object, context);
        return true;
      }
      const inline = readInline?.(element, tag);
      if (inline === undefined) continue;
      this.#openLine(context).addObject(inline, this.#marksInside(element, context.marks));
      return true;
    }
    return false;
  }

  /** Begins `element`; the answer is what holds for its content. */
  enter(element: DomElement, outer: Context): Context {
    const tag = tagOf(element);
    if (tag === "br") this.#addBreak(element, outer);
    if (tag === "input") this.#readCheckbox(element, outer);
    if (outer.code !== undefined) return tag === "code" ? { ...outer, code: "text" } : outer;
    const language = languageIn(element) ?? outer.language;
    const context = { ...outer, language, ...this.#inlineContext(element, outer) };
    if (!isBlockElement(element)) return context;
    this.#closeLine();
    this.#isToldKind = element.getAttribute("data-kind") !== null;
    if (isCodeElement(element)) return this.#enterCode(element, context);
    switch (tag) {
      case "table":
        return this.#enterTable(element, context);
      case "thead":
      case "tbody":
      case "tfoot":
        if (context.table !== undefined) this.#tables.at(-1)?.table.beginPart(tag);
        return context;
      case "tr":
        if (context.table !== undefined) this.#tables.at(-1)?.table.beginRow();
        return context;
      case "td":
      case "th":
        return context.table === undefined ? context : this.#enterCell(element, context);
      case "ul":
      case "ol":
      case "menu":
      case "dir":
        return listContext(element, tag, context);
      case "li":
        return this.#itemContext(element, context);
      default:
        return { ...context, block: this.#blockAttrs(element, tag, context.block) };
    }
  }

  addText(text: string, context: Context): void {
    if (context.code !== undefined) return this.#line?.addPreserved(text, noValues);
    if (context.preservesSpace) return this.#openLine(context).addPreserved(text, context.marks);
    if (this.#line === undefined && /^[ \t\n\r\f]*$/.test(text)) return undefined;
    return this.#openLine(context).addText(text, context.marks);
  }

  /** Ends an element; `context` is what `enter` returned. */
  leave(node: DomNode, context: Context): void {
    if (!isElement(node)) return;
    const tag = tagOf(node);
    if (context.code === undefined) this.#addAfter(node, tag, context);
    if (!isBlockElement(node)) return;
    if (context.code !== undefined && !isCodeElement(node)) return this.#line?.addBreakBetween();
    this.#closeLine();
    if (node === context.cell) this.#addCell(context.cell);
    if (node === context.table) this.#addTable();
    if (tag === "li" && context.item?.isExpected === true) {
      this.#openLine(context);
      this.#closeLine();
    }
  }

  finish(): BlockData[] {
    this.#closeLine();
    return withoutNeedlessStarts(this.#blocks);
  }

  #enterTable(element: DomElement, context: Context): Context {
    if (this.#tables.length === maxTables || !isDataTable(element)) {
      return { ...context, table: undefined, cell: undefined };
    }
    this.#tables.push({ before: this.#blocks, table: new HtmlTable(element) });
    this.#blocks = [];
    return { ...context, ...besideLists, table: element };
  }

  #enterCell(element: DomElement, context: Context): Context {
    this.#addStrayBlocks();
    return { ...context, ...besideLists, table: undefined, cell: element };
  }

  /** Ends the cell that is being read. */
  #addCell(element: DomElement): void {
    this.#tables.at(-1)?.table.addCell(element, withoutNeedlessStarts(this.#blocks));
    this.#blocks = [];
  }

  /** What stands in a table and in none of its cells comes before it. */
  #addStrayBlocks(): void {
    this.#tables.at(-1)?.table.addStray(this.#blocks);
    this.#blocks = [];
  }

  #addTable(): void {
    this.#addStrayBlocks();
    const { before, table } = this.#tables.pop()!;
    for (const block of table.toBlocks()) before.push(block);
    this.#blocks = before;
  }

  #addBreak(element: DomElement, context: Context): void {
    // Safari and Chrome add one to what is copied, to say that it ends with a line.
    if (element.getAttribute("class") === "Apple-interchange-newline") return;
    this.#openLine(context).addBreak(context.code === undefined ? context.marks : noValues);
  }

  #addAfter(element: DomElement, tag: string, context: Context): void {
    for (const { readAfter } of this.#html.features) {
      const text = readAfter?.(element, tag);
      if (text !== undefined) this.addText(text, context);
    }
  }

  #enterCode(element: DomElement, context: Context): Context {
    const { item, block } = context;
    // Code that is all of an item takes its place.
    const indent = takeLine(item) ? (item?.line.indent ?? 0) : block.indent;
    const language = languageOfCode(element) || context.language;
    this.#line = new HtmlLine({
      ...block,
      ...this.#ownBlock(element, "pre", { ...block, kind: "code", language }),
      indent: indentOf(element) ?? indent,
    });
    return { ...context, language, code: holdsCodeTag(element) ? "beside" : "text" };
  }

  /** A check box at the beginning of an item, or of a line that is none, makes it a task. */
  #readCheckbox(element: DomElement, { item, block, code }: Context): void {
    if (element.getAttribute("type") !== "checkbox" || code !== undefined) return;
    const isTicked = element.getAttribute("checked") !== null;
    // Other editors say it of the item, and keep no state in the box.
    const checked = isTicked || item?.line.checked === true;
    if (item?.isExpected === true) item.line = { ...item.line, kind: "task", checked };
    else if (this.#line === undefined && item === undefined) {
      this.#line = new HtmlLine({ ...block, kind: "task", checked });
    }
  }

  #openLine({ item, block }: Context): HtmlLine {
    if (this.#line !== undefined) return this.#line;
    const isItem = takeLine(item);
    this.#isStruckAsDone = isItem && item?.isStruckWhenDone === true && item.line.checked === true;
    this.#line = new HtmlLine(isItem ? item!.line : block);
    return this.#line;
  }

  #closeLine(): void {
    const block = this.#line?.toBlock();
    if (block !== undefined) {
      const read = this.#isToldKind ? block : taskInText(block);
      this.#blocks.push(this.#isStruckAsDone ? withoutStrike(read) : read);
    }
    this.#isStruckAsDone = false;
    this.#line = undefined;
    this.#isToldKind = false;
  }

  #inlineContext(
    element: DomElement,
    { marks, preservesSpace }: Context,
  ): Pick<Context, "marks" | "preservesSpace"> {
    const style = inlineStyle(element);
    const space = style.get("white-space") ?? style.get("white-space-collapse");
    return {
      marks: this.#marksInside(element, marks),
      preservesSpace: space === undefined ? preservesSpace : /^(pre|break-spaces)/.test(space),
    };
  }

  #marksInside(element: DomElement, outer: Values): Values {
    const tag = tagOf(element);
    const style = inlineStyle(element);
    return this.#html.features.reduce(
      (marks, { readMarks }) => readMarks?.(element, tag, style, marks) ?? marks,
      outer,
    );
  }

  #itemContext(element: DomElement, context: Context): Context {
    const isTask = element.getAttribute("role") === "checkbox";
    const indent = indentOf(element) ?? context.block.indent;
    const { frame } = context.block;
    const item: BlockAttrs = {
      ...layoutOf(element),
      kind: isTask ? "task" : (context.list ?? "bullet"),
      indent,
      ...(frame !== undefined && { frame }),
      ...(isTask && { checked: element.getAttribute("aria-checked") === "true" }),
      ...numberOf(element, context),
    };
    const line = this.#ownBlock(element, "li", item);
    const block: BlockAttrs = {
      indent: Math.min(line.indent + 1, maxIndent),
      ...(frame !== undefined && { frame }),
    };
    return {
      ...context,
      list: undefined,
      item: { line, isExpected: true, isStruckWhenDone: isTask },
      block,
    };
  }

  #blockAttrs(element: DomElement, tag: string, outer: BlockAttrs): BlockAttrs {
    const frame = this.#frameOf(element, tag);
    const deeper = frame !== undefined && outer.frame === frame ? outer.indent + 1 : outer.indent;
    const indent = indentOf(element) ?? Math.min(deeper, maxIndent);
    const block = { ...outer, ...layoutOf(element), indent, ...(frame !== undefined && { frame }) };
    return this.#ownBlock(element, tag, block);
  }

  #frameOf(element: DomElement, tag: string): BlockFrame | undefined {
    for (const { readFrame } of this.#html.features) {
      const frame = readFrame?.(element, tag);
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  /** What a feature says of a block that begins with `element`, or else `block`. */
  #ownBlock(element: DomElement, tag: string, block: BlockAttrs): BlockAttrs {
    for (const { readBlock } of this.#html.features) {
      const own = readBlock?.(element, tag, block);
      if (own !== undefined) return own;
    }
    return block;
  }
}

function listContext(element: DomElement, tag: string, context: Context): Context {
  // An item that begins with a list has no line of its own.
  takeLine(context.item);
  // A list directly within a list belongs to the item before it.
  const indent = context.block.indent + (context.list === undefined ? 0 : 1);
  const { frame } = context.block;
  return {
    ...context,
    list: tag === "ol" ? "numbered" : "bullet",
    start: tag === "ol" ? firstNumber(element) : undefined,
    block: { indent: Math.min(indent, maxIndent), ...(frame !== undefined && { frame }) },
  };
}

/** Direction and alignment that an element sets for its text. */
function layoutOf(element: DomElement): Partial<BlockAttrs> {
  const given = tagOf(element) === "center" ? "center" : element.getAttribute("align");
  const align = inlineStyle(element).get("text-align") ?? given;
  const dir = element.getAttribute("dir")?.toLowerCase();
  const end = dir === "rtl" ? "left" : "right";
  const read = {
    align: layoutAttributes.align.read(align === end ? "end" : align),
    // A direction that only follows from the text is written for programs that do not look at it.
    dir: layoutAttributes.dir.read(element.getAttribute(ownDirection) === null ? dir : ""),
    tint: layoutAttributes.tint.read(element.getAttribute("data-tint")),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== ""));
}

/** The number that an item says or, as the first of its list, gets from that. */
function numberOf(element: DomElement, { list, start }: Context): Partial<BlockAttrs> {
  if (list !== "numbered") return {};
  const own = numberIn(element, "value") ?? start?.next;
  if (start !== undefined) {
    const isCounted = start.isReversed && own !== undefined;
    start.next = isCounted ? Math.max(0, own - 1) : undefined;
  }
  return own === undefined ? {} : { start: own };
}

/** The number that a list begins with; one that counts down says every number. */
function firstNumber(list: DomElement): NonNullable<Context["start"]> {
  const isReversed = list.getAttribute("reversed") !== null;
  const given = numberIn(list, "start");
  if (!isReversed || given !== undefined) return { next: given ?? 1, isReversed };
  const items = elementsIn(list, (element) => /^(li|ol|ul)$/.test(tagOf(element)));
  return { next: items.filter((element) => tagOf(element) === "li").length, isReversed };
}

function numberIn(element: DomElement, name: string): number | undefined {
  const given = element.getAttribute(name)?.trim() ?? "";
  return /^\d{1,9}$/.test(given) ? Math.min(Number(given), maxStart) : undefined;
}

/** An object in a frame or below an item says so. */
function withBlock(object: BlockData, { indent, frame = "" }: BlockAttrs): BlockData {
  let { attributes } = object;
  if (indent > 0) attributes = withValue(attributes, "indent", indent);
  if (frame !== "") attributes = withValue(attributes, "frame", frame);
  return { ...object, attributes };
}

/** Whether the line of `item` is still to come; from now on it is not. */
function takeLine(item: Item | undefined): boolean {
  const isExpected = item?.isExpected === true;
  if (item !== undefined) item.isExpected = false;
  return isExpected;
}

/** The indentation that an element of our own export names. */
function indentOf(element: DomElement): number | undefined {
  const given = element.getAttribute("data-indent") ?? "";
  return /^\d$/.test(given) ? Math.min(Number(given), maxIndent) : undefined;
}

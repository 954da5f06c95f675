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
import { inlineStyle, isElement, tagOf, type DomElement, type DomNode } from "./dom.ts";
import { HtmlLine } from "./html-line.ts";
import { standardHtmlContent, type HtmlContent } from "./html-content.ts";
import type { BlockAttrs } from "./html-feature.ts";
import { isLanguage } from "./features/code-block/code-attributes.ts";
import { frameAttributes, type Frame as BlockFrame } from "./features/frame/frame-attributes.ts";
import { layoutAttributes } from "./features/layout/layout-attributes.ts";
import { maxStart } from "./features/list/list-attributes.ts";
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
    if (isElement(node) && !isHidden(node)) {
      if (reader.takeObject(node, frame.context)) continue;
      const context = reader.enter(node, frame.context);
      open.push({ node, next: node.firstChild, context });
    } else if (node.nodeType === 3) {
      reader.addText(node.nodeValue ?? "", frame.context);
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
  readonly isCode: boolean;
  /** What a block is that begins here. */
  readonly block: BlockAttrs;
  /** The list directly around: what its items are. */
  readonly list: "bullet" | "numbered" | undefined;
  /** Of the list directly around the number that it begins with, until its first item has it. */
  readonly start: { next: number | undefined } | undefined;
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
  isCode: false,
  table: undefined,
  cell: undefined,
};

/** Tags that end a line where they begin and end. */
const blockTags: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav " +
    "ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** Tags whose content is no text of the page. */
const hiddenTags: ReadonlySet<string> = new Set(
  (
    "audio base canvas colgroup datalist embed head iframe link math meta noscript object script " +
    "select style svg template textarea title video"
  ).split(" "),
);

/** Turns the elements and texts of a page, in their order, into blocks. */
class HtmlReader {
  /** Where blocks are added: those of the page, or of the cell that is being read. */
  #blocks: BlockData[] = [];
  /** The tables around, outermost first. */
  readonly #tables: OpenTable[] = [];
  #line: HtmlLine | undefined;
  readonly #html: HtmlContent;

  constructor(html: HtmlContent) {
    this.#html = html;
  }

  /** Adds what `element` is as a whole, if it is an object; nothing in it is read then. */
  takeObject(element: DomElement, context: Context): boolean {
    if (context.isCode) return false;
    const tag = tagOf(element);
    for (const { readObject, readInline } of this.#html.features) {
      const object = readObject?.(element, tag);
      if (object !== undefined) {
        this.#closeLine();
        takeLine(context.item);
        this.#blocks.push(withBlock(object, context.block));
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
    if (tag === "input") readCheckbox(element, outer.item);
    if (outer.isCode) return outer;
    const context = { ...outer, ...this.#inlineContext(element, outer) };
    if (!blockTags.has(tag)) return context;
    this.#closeLine();
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
      case "pre":
        return this.#enterCode(element, context);
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
    if (context.isCode) return this.#line?.addPreserved(text, noValues);
    if (context.preservesSpace) return this.#openLine(context).addPreserved(text, context.marks);
    if (this.#line === undefined && /^[ \t\n\r\f]*$/.test(text)) return undefined;
    return this.#openLine(context).addText(text, context.marks);
  }

  /** Ends an element; `context` is what `enter` returned. */
  leave(node: DomNode, context: Context): void {
    const tag = tagOf(node);
    if (!blockTags.has(tag)) return;
    if (context.isCode && tag !== "pre") return this.#line?.addBreakBetween();
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
    this.#openLine(context).addBreak(context.isCode ? noValues : context.marks);
  }

  #enterCode(element: DomElement, context: Context): Context {
    const { item, block } = context;
    // Code that is all of an item takes its place.
    const indent = takeLine(item) ? (item?.line.indent ?? 0) : block.indent;
    this.#line = new HtmlLine({
      ...block,
      ...this.#ownBlock(element, "pre", { ...block, kind: "code", language: languageOf(element) }),
      indent: indentOf(element) ?? indent,
    });
    return { ...context, isCode: true };
  }

  #openLine({ item, block }: Context): HtmlLine {
    this.#line ??= new HtmlLine(takeLine(item) ? item!.line : block);
    return this.#line;
  }

  #closeLine(): void {
    if (this.#line !== undefined) this.#blocks.push(this.#line.toBlock());
    this.#line = undefined;
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
      indent: Math.min(indent + 1, maxIndent),
      ...(frame !== undefined && { frame }),
    };
    return { ...context, list: undefined, item: { line, isExpected: true }, block };
  }

  #blockAttrs(element: DomElement, tag: string, outer: BlockAttrs): BlockAttrs {
    const frame = frameOf(element, tag);
    const deeper = frame !== undefined && outer.frame === frame ? outer.indent + 1 : outer.indent;
    const indent = indentOf(element) ?? Math.min(deeper, maxIndent);
    const block = { ...outer, ...layoutOf(element), indent, ...(frame !== undefined && { frame }) };
    return this.#ownBlock(element, tag, block);
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
    start: tag === "ol" ? { next: numberIn(element, "start") ?? 1 } : undefined,
    block: { indent: Math.min(indent, maxIndent), ...(frame !== undefined && { frame }) },
  };
}

/** The frame that an element is around what is in it. */
function frameOf(element: DomElement, tag: string): BlockFrame | undefined {
  if (tag === "blockquote") return "quote";
  const alert = /(?:^|\s)markdown-alert-(\w+)/.exec(element.getAttribute("class") ?? "")?.[1];
  return frameAttributes.frame.read(element.getAttribute("data-callout") ?? alert) || undefined;
}

/** Direction and alignment that an element sets for its text. */
function layoutOf(element: DomElement): Partial<BlockAttrs> {
  const align = inlineStyle(element).get("text-align") ?? element.getAttribute("align");
  const read = {
    align: layoutAttributes.align.read(align === "right" ? "end" : align),
    dir: layoutAttributes.dir.read(element.getAttribute("dir")),
    tint: layoutAttributes.tint.read(element.getAttribute("data-tint")),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== ""));
}

/** The number that an item says or, as the first of its list, gets from that. */
function numberOf(element: DomElement, { list, start }: Context): Partial<BlockAttrs> {
  if (list !== "numbered") return {};
  const first = start?.next;
  if (start !== undefined) start.next = undefined;
  const own = numberIn(element, "value") ?? first;
  return own === undefined ? {} : { start: own };
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

/** A check box at the beginning of an item makes it a task. */
function readCheckbox(element: DomElement, item: Item | undefined): void {
  if (item?.isExpected !== true || element.getAttribute("type") !== "checkbox") return;
  item.line = { ...item.line, kind: "task", checked: element.getAttribute("checked") !== null };
}

/** The indentation that an element of our own export names. */
function indentOf(element: DomElement): number | undefined {
  const given = element.getAttribute("data-indent") ?? "";
  return /^\d$/.test(given) ? Math.min(Number(given), maxIndent) : undefined;
}

/** The language of code, by the class that Markdown renderers put on it or on the code inside. */
function languageOf(pre: DomElement): string {
  for (let node: DomNode | null = pre; node !== null; node = node.firstChild) {
    if (!isElement(node)) continue;
    const name = /(?:^|\s)lang(?:uage)?-(\S+)/.exec(node.getAttribute("class") ?? "")?.[1];
    if (name !== undefined) return isLanguage(name) ? name : "";
  }
  return "";
}

function isHidden(element: DomElement): boolean {
  return (
    hiddenTags.has(tagOf(element)) ||
    inlineStyle(element).get("display")?.startsWith("none") === true
  );
}

/**
 * Markdown → blocks: nested lists become flat lines with an indentation, quotations and callouts frames.
 *
 * Total, and linear in the length of the source for honest text. What is not known is text; what of it
 * names addresses that are not followed stays as it is written.
 */

import type { Token } from "markdown-it";
import type { BlockData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { cleanText } from "../schema/clean-text.ts";
import { isLanguage } from "../schema/features/code-block/code-attributes.ts";
import type { Frame } from "../schema/features/frame/frame-attributes.ts";
import { toneOf } from "../schema/features/frame/frame-html.ts";
import { withoutFirst } from "../schema/features/list/task-text.ts";
import { withoutNeedlessStarts } from "../schema/numbering.ts";
import { maxIndent, storedAttrs, type TextblockAttrs } from "../schema/textblock.ts";
import { markdownParser } from "./parser.ts";
import { pictureBlock, ReadTable } from "./read-table.ts";
import { partsOf, type KeepPicture, type Picture } from "./to-runs.ts";

/** How Markdown is read. */
export interface MarkdownReading {
  /** Reads what stands in it as HTML, a block each; left out, HTML is text. */
  readonly readHtml?: (source: string) => readonly BlockData[];
  /** Keeps a picture whose bytes stand in the source; left out, what it shows is told in words. */
  readonly picture?: KeepPicture | undefined;
}

/** The blocks of Markdown. They have no ids. */
export function blocksFromMarkdown(
  markdown: string,
  { readHtml, picture }: MarkdownReading = {},
): BlockData[] {
  const reader = new MarkdownReader(readHtml, picture);
  const tokens = markdownParser(readHtml !== undefined).parse(cleanText(markdown), {});
  tokens.forEach((token, i) => reader.take(token, tokens[i + 2]));
  return withoutNeedlessStarts(reader.blocks);
}

/** What holds for the blocks within an element. */
interface Place {
  readonly indent: number;
  readonly frame: Frame;
  /** What the items of the list around are. */
  readonly list?: "bullet" | "numbered";
  /** The number of its next item, if the list says it. */
  start?: number | undefined;
  /** In an item whose line is still to come: what the line is. */
  line?: Partial<TextblockAttrs> | undefined;
  /** In a callout whose tone is still to be read over. */
  isNamed?: boolean;
}

class MarkdownReader {
  readonly blocks: BlockData[] = [];
  readonly #readHtml: MarkdownReading["readHtml"];
  readonly #keepPicture: KeepPicture | undefined;
  /** Outermost first. */
  readonly #places: [Place, ...Place[]] = [{ indent: 0, frame: "" }];
  /** What the next line is, if a heading has begun. */
  #heading: number | undefined;
  #table: ReadTable | undefined;

  constructor(readHtml: MarkdownReading["readHtml"], keepPicture: KeepPicture | undefined) {
    this.#readHtml = readHtml;
    this.#keepPicture = keepPicture;
  }

  /** `second` is the next token but one: the first line of what is opened. */
  take(token: Token, second: Token | undefined): void {
    switch (token.type) {
      case "bullet_list_open":
        return this.#enterList("bullet");
      case "ordered_list_open":
        return this.#enterList("numbered", Number(token.attrGet("start") ?? 1));
      case "list_item_open":
        return this.#enterItem();
      case "list_item_close":
        this.#takeLine();
        return this.#leave();
      case "blockquote_open":
        return this.#enterQuote(toneIn(second));
      case "container_open":
        this.#enterFrame(toneOf(token.info) ?? "note");
        return this.#addTitle(token.meta?.["title"]);
      case "bullet_list_close":
      case "ordered_list_close":
      case "blockquote_close":
      case "container_close":
        return this.#leave();
      case "heading_open":
        this.#heading = Number(token.tag.slice(1));
        return undefined;
      case "table_open":
        this.#table = new ReadTable();
        return undefined;
      case "tr_open":
        return this.#table?.beginRow();
      case "th_open":
      case "td_open":
        return this.#table?.beginCell(String(token.attrGet("style") ?? ""));
      case "table_close":
        return this.#addTable();
      case "inline":
        return this.#addInline(token);
      case "fence":
      case "code_block":
        return this.#addCode(token);
      case "formula_block":
        return this.#addVerbatim({ kind: "math" }, token.content);
      case "hr":
        return this.#addObject("divider", noValues);
      case "html_block":
        return this.#addHtml(token.content);
    }
  }

  get #place(): Place {
    return this.#places.at(-1)!;
  }

  #leave(): void {
    if (this.#places.length > 1) this.#places.pop();
  }

  #enterList(list: "bullet" | "numbered", start?: number): void {
    const { indent, frame } = this.#place;
    // An item that begins with a list has no line of its own.
    this.#place.line = undefined;
    this.#places.push({ indent, frame, list, ...(list === "numbered" && { start }) });
  }

  #enterItem(): void {
    const list = this.#place;
    const { indent, frame, list: kind = "bullet", start } = list;
    const line = { kind, ...(start !== undefined && { start }) };
    list.start = undefined;
    this.#places.push({ indent: Math.min(indent + 1, maxIndent), frame, line });
  }

  #enterFrame(frame: Frame): void {
    const { indent, frame: around } = this.#place;
    // The first block of an item that is a quotation takes the place of the line.
    this.#place.line = undefined;
    const deeper = around === "" ? indent : Math.min(indent + 1, maxIndent);
    this.#places.push({ indent: deeper, frame: around === "" ? frame : around });
  }

  /** The line that names the tone of a callout is none of its text. */
  #enterQuote(tone: Frame | undefined): void {
    this.#enterFrame(tone ?? "quote");
    this.#place.isNamed = tone !== undefined && this.#place.frame === tone;
  }

  /** An empty item is an empty line. */
  #takeLine(): void {
    if (this.#place.line !== undefined) this.#add({}, []);
  }

  /** What a block is that is added now; the first of an item is its line. */
  #attrs(own: Partial<TextblockAttrs>): Partial<TextblockAttrs> {
    const place = this.#place;
    const { frame, line, indent } = place;
    place.line = undefined;
    if (line === undefined) return { indent, frame, ...own };
    const isLine = own.kind === undefined || own.kind === "task";
    const at = Math.max(0, this.#places.at(-2)?.indent ?? 0);
    return { indent: at, frame, ...(isLine ? { ...line, ...own } : own) };
  }

  #add(own: Partial<TextblockAttrs>, runs: readonly Run[]): void {
    const attributes = storedAttrs(this.#attrs(own));
    this.blocks.push({ name: textBlockName, attributes, runs, inners: [] });
  }

  #addObject(name: string, attributes: Values, inners: BlockData["inners"] = []): void {
    const { indent = 0, frame = "" } = this.#attrs({ kind: name });
    let own = indent > 0 ? withValue(attributes, "indent", indent) : attributes;
    if (frame !== "") own = withValue(own, "frame", frame);
    this.blocks.push({ name, attributes: own, runs: [], inners });
  }

  #addTitle(title: unknown): void {
    if (typeof title === "string" && title !== "")
      this.#add({}, [{ type: "text", text: title, formats: { bold: {} } }]);
  }

  #addInline({ content, children }: Token): void {
    const parts = partsOf(children ?? [], this.#keepPicture);
    if (this.#table !== undefined) return this.#table.fill(parts);
    const level = this.#heading;
    this.#heading = undefined;
    const isNamed = this.#place.isNamed === true;
    this.#place.isNamed = false;
    const box = /^\[([ xX])\](?:\s|$)/.exec(content);
    const isTask = box !== null && this.#place.line?.kind === "bullet";
    const own: Partial<TextblockAttrs> =
      level !== undefined
        ? { kind: "heading", level }
        : isTask
          ? { kind: "task", checked: box[1] !== " " }
          : {};
    parts.forEach((part, i) => {
      if (part.type === "picture") return this.#addPicture(part.picture);
      const mark = i > 0 ? undefined : isTask ? taskMark : isNamed ? calloutMark : undefined;
      const runs = mark === undefined ? part.runs : without(mark, part.runs);
      if (!isNamed || runs.length > 0) this.#add(own, runs);
    });
    if (parts.length === 0 && level !== undefined) this.#add(own, []);
  }

  #addPicture(picture: Picture): void {
    const { name, attributes } = pictureBlock(picture);
    this.#addObject(name, attributes);
  }

  #addTable(): void {
    const table = this.#table?.toBlock();
    this.#table = undefined;
    if (table !== undefined) this.#addObject(table.name, table.attributes, table.inners);
  }

  #addCode({ info, content }: Token): void {
    const [word = ""] = info.trim().split(/\s+/);
    const text = content.replace(/\n$/, "");
    if (word === "math") return this.#addVerbatim({ kind: "math" }, text);
    const language = isLanguage(word) ? word : "";
    this.#addVerbatim({ kind: "code", language }, text);
  }

  #addVerbatim(own: Partial<TextblockAttrs>, text: string): void {
    this.#add(own, textRuns(text));
  }

  #addHtml(source: string): void {
    for (const block of this.#readHtml?.(source) ?? []) {
      const { indent, frame } = this.#place;
      const own = block.attributes["indent"];
      const deeper = indent + (typeof own === "number" ? own : 0);
      let attributes = block.attributes;
      if (deeper > 0) attributes = withValue(attributes, "indent", Math.min(deeper, maxIndent));
      if (frame !== "") attributes = withValue(attributes, "frame", frame);
      this.blocks.push({ ...block, attributes });
    }
  }
}

const calloutLine = /^\[!(\w+)\][ \t]*(?:\n|$)/;

/** The tone that a quotation's first line names. */
function toneIn(line: Token | undefined): Frame | undefined {
  const word = line?.type === "inline" ? calloutLine.exec(line.content)?.[1] : undefined;
  return word === undefined ? undefined : toneOf(word);
}

const taskMark = /^\[[ xX]\]\s?/;
const calloutMark = /^\[!\w+\]\s*/;

/** `runs` without what their text begins with. */
function without(mark: RegExp, runs: readonly Run[]): readonly Run[] {
  const [first] = runs;
  const text = first?.type === "text" ? first.text : "";
  return withoutFirst(runs, mark.exec(text)?.[0].length ?? 0);
}

function textRuns(text: string): Run[] {
  return text === "" ? [] : [{ type: "text", text, formats: noValues }];
}

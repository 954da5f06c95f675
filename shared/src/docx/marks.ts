/**
 * What is written into a .docx before it is read, in letters that no text has: what the reader of such
 * files does not tell about a paragraph, and formulas.
 */

import type { BlockData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { noValues, valuesOf, withValue } from "../flow/values.ts";
import { textBlockName } from "../flow/segment.ts";
import { taskInText, withoutFirst } from "../schema/features/list/task-text.ts";
import { recordIn } from "../schema/node-json.ts";
import { storedAttrs, type TextblockAttrs } from "../schema/textblock.ts";

/** Letters from the end of Unicode, for private use. */
const [open, close] = ["\u{10fffc}", "\u{10fffd}"];

/** What is told about a paragraph. */
export interface ParagraphMark {
  readonly attrs: Partial<TextblockAttrs>;
  /** It is a line across the page. */
  readonly isDivider?: boolean;
  /** It holds pictures, which are blocks of their own. */
  readonly hasPictures?: boolean;
  /** It is a line of code, and goes on with the one before. */
  readonly isCodeLine?: boolean;
}

/** The letters that tell it. */
export function paragraphMark(mark: ParagraphMark): string {
  return `${open}${JSON.stringify(mark)}${close}`;
}

/** A formula in letters. */
export function formulaMark(tex: string): string {
  return `${open}$${tex}${close}`;
}

const marked = new RegExp(`${open}([^${close}]*)${close}`, "u");

/** Blocks as what the letters in them tell. */
export function unmarked(blocks: readonly BlockData[]): BlockData[] {
  const result: BlockData[] = [];
  for (const block of blocks) {
    const { block: read, mark } = markedBlock(block);
    if (read === undefined) continue;
    const last = result.at(-1);
    const goesOn = mark?.isCodeLine === true && last?.attributes["kind"] === "code";
    if (!goesOn) result.push(read);
    else {
      const runs: Run[] = [
        ...last.runs,
        { type: "text", text: "\n", formats: noValues },
        ...read.runs,
      ];
      result[result.length - 1] = { ...last, runs };
    }
  }
  return result;
}

function markedBlock(block: BlockData): { block?: BlockData; mark?: ParagraphMark } {
  if (block.name !== textBlockName) {
    const inners = block.inners.map((inner) => unmarkedInner(inner));
    return { block: { ...block, inners } };
  }
  const [first] = block.runs;
  const text = first?.type === "text" ? first.text : "";
  const [whole, told] = text.startsWith(open) ? (marked.exec(text) ?? []) : [];
  if (whole === undefined || told === undefined || told.startsWith("$")) {
    return { block: { ...block, runs: textOf(block.runs) } };
  }
  const mark = JSON.parse(told) as ParagraphMark;
  const runs = textOf(withoutFirst(block.runs, whole.length));
  if (runs.length === 0 && mark.hasPictures === true) return { mark };
  if (mark.isDivider === true)
    return { block: { ...block, name: "divider", attributes: noValues, runs: [] } };
  return { block: lineOf(block, mark, runs), mark };
}

function unmarkedInner(inner: BlockData["inners"][number]): BlockData["inners"][number] {
  if (inner.type === "flow") return { type: "flow", blocks: unmarked(inner.blocks) };
  if (inner.type === "cell") return { ...inner, inners: inner.inners.map(unmarkedInner) };
  return inner;
}

function lineOf(block: BlockData, { attrs }: ParagraphMark, runs: readonly Run[]): BlockData {
  const own = Object.entries(storedAttrs(attrs));
  const attributes = valuesOf([...Object.entries(block.attributes), ...own]);
  const [only] = runs;
  const isFormula = runs.length === 1 && only?.type === "object" && only.object.name === "math";
  if (isFormula && (attrs.kind ?? "paragraph") === "paragraph") {
    const tex = only.object.attributes["tex"];
    const math: Run = { type: "text", text: typeof tex === "string" ? tex : "", formats: noValues };
    return { ...block, attributes: withValue(attributes, "kind", "math"), runs: [math] };
  }
  return taskInText({ ...block, attributes, runs }, "drawn");
}

/** `runs` with formulas, and without links that led to notes in the file. */
function textOf(runs: readonly Run[]): Run[] {
  return runs.flatMap((run): Run[] => {
    if (run.type !== "text") return [run];
    const href = recordIn(run.formats["link"])["href"];
    const isWithin = typeof href === "string" && href.startsWith("#");
    // The way back from a note.
    if (isWithin && run.text === "↑") return [];
    const formats = isWithin ? withValue(run.formats, "link", null) : run.formats;
    const parts = run.text.split(new RegExp(`${open}\\$([^${close}]*)${close}`, "u"));
    return parts.flatMap((part, i): Run[] => {
      if (i % 2 === 0) return part === "" ? [] : [{ type: "text", text: part, formats }];
      const object = { name: "math", attributes: valuesOf([["tex", part]]), value: undefined };
      return [{ type: "object", object, formats: noValues }];
    });
  });
}

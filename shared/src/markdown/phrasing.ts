/**
 * The text of a block as Markdown's phrasing. Line breaks and spaces at the edges are moved out of
 * marks first: `**bold **` is no bold text.
 */

import type { PhrasingContent } from "mdast";
import type { Run } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";
import { recordIn } from "../schema/node-json.ts";
import { runText } from "../schema/plain-text.ts";
import { safeHref } from "../schema/safe-href.ts";

/** A piece of text, and what it has, outermost first. */
interface Piece {
  readonly content: PhrasingContent;
  readonly marks: readonly Mark[];
}

interface Mark {
  readonly name: string;
  readonly href?: string;
}

/** Marks that Markdown has, outermost first, but for code, which holds nothing but text. */
const nested: readonly string[] = [
  "bold",
  "italic",
  "strike",
  "highlight",
  "underline",
  "sub",
  "sup",
];

/** `runs` as phrasing; with "oneLine" without line breaks of the source, as headings need it. */
export function phrasing(runs: readonly Run[], shape?: "oneLine"): PhrasingContent[] {
  const lines = runs.flatMap((run) => piecesOf(run));
  const breaks = lines.map((piece, i): Piece => {
    if (piece.content.type !== "break") return piece;
    // A break is none at the edges of a block.
    const isAtEdge = lines.slice(0, i).every(isBreak) || lines.slice(i + 1).every(isBreak);
    const isTag = shape === "oneLine" || isAtEdge;
    return isTag ? { content: { type: "html", value: "<br>" }, marks: [] } : piece;
  });
  return nestedIn(breaks, 0);
}

function isBreak({ content }: Piece): boolean {
  return content.type === "break";
}

function piecesOf(run: Run): Piece[] {
  if (run.type === "object" && run.object.name === "math") {
    const { tex } = run.object.attributes;
    return [{ content: mathNode(typeof tex === "string" ? tex : ""), marks: [] }];
  }
  const marks = marksOf(run.formats);
  const parts = runText(run).split("\n");
  return parts.flatMap((part, i): Piece[] => {
    const before: Piece[] = i > 0 ? [{ content: { type: "break" }, marks: [] }] : [];
    return [...before, ...textPieces(part, marks, Object.hasOwn(run.formats, "code"))];
  });
}

/** TeX that dollars cannot hold is code. */
function mathNode(tex: string): PhrasingContent {
  const isPlain = /^\S(?:[^$\n`]*\S)?$/.test(tex) && !/\\$|\$/.test(tex);
  return isPlain ? { type: "html", value: `$${tex}$` } : { type: "inlineCode", value: tex };
}

function textPieces(text: string, marks: readonly Mark[], isCode: boolean): Piece[] {
  if (text === "") return [];
  const [, before = "", value = "", after = ""] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
  if (isCode && value !== "") {
    const spaces = (space: string): Piece[] =>
      space === "" ? [] : [{ content: { type: "text", value: space }, marks: [] }];
    const code: Piece = { content: { type: "inlineCode", value }, marks };
    return [...spaces(before), code, ...spaces(after)];
  }
  const inner = marks.filter(({ name }) => name === "link");
  const piece = (part: string, own: readonly Mark[]): Piece[] =>
    part === "" ? [] : [{ content: { type: "text", value: part }, marks: own }];
  if (value === "") return piece(text, inner);
  return [...piece(before, inner), ...piece(value, marks), ...piece(after, inner)];
}

function marksOf(formats: Values): Mark[] {
  const href = safeHref(recordIn(formats["link"])["href"]);
  const link = href === undefined ? [] : [{ name: "link", href }];
  const others = nested.filter((name) => Object.hasOwn(formats, name));
  return [...link, ...others.map((name) => ({ name }))];
}

/** Pieces side by side that have the same mark at `depth` are in one. */
function nestedIn(pieces: readonly Piece[], depth: number): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (let start = 0, end = 0; start < pieces.length; start = end) {
    const mark = pieces[start]!.marks[depth];
    end = start + 1;
    if (mark === undefined) {
      nodes.push(pieces[start]!.content);
      continue;
    }
    while (isSame(mark, pieces[end]?.marks[depth])) end++;
    nodes.push(...marked(mark, nestedIn(pieces.slice(start, end), depth + 1)));
  }
  return joined(nodes);
}

function isSame(mark: Mark, other: Mark | undefined): boolean {
  return mark.name === other?.name && mark.href === other.href;
}

function marked({ name, href }: Mark, children: PhrasingContent[]): PhrasingContent[] {
  switch (name) {
    case "link":
      return [{ type: "link", url: href!, children }];
    case "bold":
      return isSymbol(children) ? tagged("b", children) : [{ type: "strong", children }];
    case "italic":
      return isSymbol(children) ? tagged("i", children) : [{ type: "emphasis", children }];
    case "strike":
      return isWord(children) ? [{ type: "delete", children }] : tagged("s", children);
    case "highlight":
      return tagged("mark", children);
    case "underline":
      return tagged("u", children);
    default:
      return tagged(name, children);
  }
}

/** Whether these begin or end with a symbol beyond ASCII, beside which stars may not be understood. */
function isSymbol(nodes: readonly PhrasingContent[]): boolean {
  const symbol = "[^\\p{L}\\p{N}\\x21-\\x7e]";
  const [first, last] = [nodes[0], nodes.at(-1)];
  return (
    (first?.type === "text" && new RegExp(`^${symbol}`, "u").test(first.value)) ||
    (last?.type === "text" && new RegExp(`${symbol}$`, "u").test(last.value))
  );
}

/** Whether tildes around these are understood wherever they stand. */
function isWord(nodes: readonly PhrasingContent[]): boolean {
  const [first, last] = [nodes[0], nodes.at(-1)];
  const isText = first?.type === "text" && last?.type === "text";
  return isText && /^[\p{L}\p{N}]/u.test(first.value) && /[\p{L}\p{N}]$/u.test(last.value);
}

/** What Markdown has no letters for stands between tags of HTML, which it takes. */
function tagged(tag: string, children: readonly PhrasingContent[]): PhrasingContent[] {
  return [{ type: "html", value: `<${tag}>` }, ...children, { type: "html", value: `</${tag}>` }];
}

/**
 * Texts side by side are one, so that what is escaped is told from what stands beside it; so is code,
 * whose backticks would be read as others.
 */
function joined(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    const isJoined = node.type === "text" || node.type === "inlineCode";
    if (isJoined && last?.type === node.type) {
      result[result.length - 1] = { type: node.type, value: last.value + node.value };
    } else result.push(node);
  }
  return result;
}

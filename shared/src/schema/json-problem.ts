/**
 * Whether JSON is a document of this schema, and if not, where and why. Reading JSON (from-json.ts) makes a
 * document of anything; this is for those who want to be told of their mistakes.
 */

import { isBlockId } from "../flow/id.ts";
import { maxLevels } from "../flow/flow.ts";
import { sameValue, type Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";
import type { Attribute } from "./attribute.ts";
import { standardContent, type Content } from "./content.ts";
import { isRecord } from "./node-json.ts";
import { textblockAttributes } from "./textblock.ts";

/** What is wrong, after the path to it; undefined where nothing is. */
type Problem = string | undefined;

/** How what stands at a place is checked. */
type Check = (json: unknown, place: Place) => Problem;

interface Place extends JsonChecking {
  readonly known: Content;
  /** Levels of elements left. */
  readonly levels: number;
}

/** By what JSON is checked. */
export interface JsonChecking {
  /** What there can be; the standard content if left out. */
  readonly known?: Content;
  /**
   * The attributes of blocks that are there already, by id: anybody may have written anything, and whoever
   * leaves it as it is makes no mistake.
   */
  readonly stored?: ReadonlyMap<string, Values>;
}

/** A table, and the cells in it. */
const levelsOfTable = 2;

/** Longest name that is repeated in a message. */
const maxNamed = 40;

/**
 * The first thing that keeps `json` from being a document, as documentJson makes one: its path and what is
 * wrong, such as `content[3].content[0].type: there is no node "textt"`. Undefined where it is one.
 */
export function jsonProblem(
  json: unknown,
  { known = standardContent, stored }: JsonChecking = {},
): string | undefined {
  const place = { known, levels: maxLevels, ...(stored && { stored }) };
  if (!isRecord(json)) return "a document is an object";
  if (json["type"] !== "doc") return 'type: a document has the type "doc"';
  return partsProblem(json["content"], place, blockProblem);
}

const blockProblem: Check = (json, place) => {
  if (!isRecord(json)) return ": a block is an object";
  const { type, attrs } = json;
  if (type === "unknown_block") return idProblem(attrs);
  const wrong = attrsProblem(attrs) ?? idProblem(attrs);
  if (wrong !== undefined) return wrong;
  switch (type) {
    case "textblock":
      return (
        valuesProblem(attrs, textblockAttributes, place) ??
        partsProblem(json["content"], place, inlineProblem, ".")
      );
    case "table": {
      const deeper = { ...place, levels: place.levels - levelsOfTable };
      if (deeper.levels < 0) return ": this is nested too deep";
      return partsProblem(
        json["content"],
        deeper,
        partOf("row", partOf("place", cellProblem)),
        ".",
      );
    }
  }
  if (typeof type === "string" && place.known.objects.has(type)) return emptyProblem(json);
  return unknownNode(type, "block");
};

/** A part of a table that holds such parts. */
function partOf(name: string, inner: Check): Check {
  return (json, place) => {
    if (!isRecord(json)) return `: a ${name} is an object`;
    if (json["type"] !== name) return `.type: only a ${name} can stand here`;
    return attrsProblem(json["attrs"]) ?? partsProblem(json["content"], place, inner, ".");
  };
}

const cellProblem: Check = partOf("cell", (json, place) => blockProblem(json, place));

const inlineProblem: Check = (json, { known }) => {
  if (!isRecord(json)) return ": what stands in a text is an object";
  const { type, text, attrs } = json;
  const ofAttrs = type === "unknown_inline" ? undefined : attrsProblem(attrs);
  const wrong = ofAttrs ?? marksProblem(json["marks"], known);
  if (wrong !== undefined) return wrong;
  if (type === "text") {
    return typeof text === "string" && text !== "" ? undefined : ".text: must be letters";
  }
  if (type === "unknown_inline") return undefined;
  if (typeof type === "string" && known.inlines.has(type)) return emptyProblem(json);
  return unknownNode(type, "object within text");
};

function marksProblem(marks: unknown, { marks: known }: Content): Problem {
  if (marks === undefined) return undefined;
  if (!Array.isArray(marks)) return ".marks: must be a list";
  return firstProblem(marks, ".marks", (mark: unknown) => {
    if (!isRecord(mark)) return ": a mark is an object";
    const { type, attrs } = mark;
    if (attrs !== undefined && !isPlainData(attrs)) return ".attrs: this is nested too deep";
    if (type === "unknown_mark") return undefined;
    const format = typeof type === "string" ? known.get(type) : undefined;
    if (format === undefined) return `.type: there is no mark ${named(type)}`;
    const id = isRecord(attrs) ? attrs["id"] : undefined;
    if (format.isKeyed === true && typeof id !== "string") {
      return ".attrs.id: must say which it is";
    }
    return undefined;
  });
}

function partsProblem(content: unknown, place: Place, check: Check, before = ""): Problem {
  if (content === undefined) return undefined;
  if (!Array.isArray(content)) return `${before}content: must be a list`;
  return firstProblem(content, `${before}content`, (json) => check(json, place));
}

function firstProblem(
  list: readonly unknown[],
  path: string,
  check: (one: unknown) => Problem,
): Problem {
  for (const [i, one] of list.entries()) {
    const problem = check(one);
    if (problem !== undefined) return `${path}[${i}]${problem}`;
  }
  return undefined;
}

function attrsProblem(attrs: unknown): Problem {
  if (attrs === undefined || attrs === null) return undefined;
  if (!isRecord(attrs)) return ".attrs: must be an object";
  return isPlainData(attrs) ? undefined : ".attrs: this is nested too deep";
}

function idProblem(attrs: unknown): Problem {
  const id = isRecord(attrs) ? attrs["id"] : undefined;
  if (id === undefined || id === null || isDerived(id) || isBlockId(id)) return undefined;
  return `.attrs.id: ${named(id)} is no id: 1 to 64 characters`;
}

/** What is read of a block that says no id of its own. */
function isDerived(id: unknown): boolean {
  return typeof id === "string" && id.startsWith("~");
}

function valuesProblem(
  attrs: unknown,
  known: Readonly<Record<string, Attribute<unknown>>>,
  { stored }: Place,
): Problem {
  if (!isRecord(attrs)) return undefined;
  const { id } = attrs;
  const own = typeof id === "string" ? stored?.get(id) : undefined;
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || !Object.hasOwn(known, name)) continue;
    if (own !== undefined && sameValue(own[name], value)) continue;
    if (!sameValue(known[name]!.read(value), value)) {
      return `.attrs.${name}: it cannot be ${named(value)}`;
    }
  }
  return undefined;
}

function emptyProblem({ content }: Readonly<Record<string, unknown>>): Problem {
  const isEmpty = content === undefined || (Array.isArray(content) && content.length === 0);
  return isEmpty ? undefined : ".content: nothing stands in it";
}

function unknownNode(type: unknown, what: string): Problem {
  return `.type: there is no ${what} ${named(type)}`;
}

function named(value: unknown): string {
  const text = JSON.stringify(value) ?? "without a name";
  return text.length <= maxNamed ? text : `${text.slice(0, maxNamed)}…`;
}

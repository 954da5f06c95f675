/**
 * The lists of a .docx (`word/numbering.xml`), and the numbers of their lines: which sign or number
 * stands before a paragraph follows from all that came before it.
 */

import { maxStart } from "../schema/features/list/list-attributes.ts";
import type { TextblockAttrs } from "../schema/textblock.ts";
import type { XmlNode } from "../schema/xml.ts";
import { toggleSign } from "./look.ts";
import { allIn, childOf, valueOf, type ListPlace } from "./style-names.ts";

interface Level {
  readonly format: string;
  readonly sign: string;
  readonly start: number;
}

interface List {
  /** Lists of one pattern are counted together. */
  readonly pattern: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** The levels that begin anew where the list is first used. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** Counts the lines of lists as they come. */
export class ListCounts {
  readonly #lists = new Map<string, List>();
  readonly #counts = new Map<string, number[]>();
  readonly #used = new Set<string>();

  constructor(root: XmlNode | undefined) {
    if (root === undefined) return;
    const patterns = new Map(
      allIn(root, "w:abstractNum").map((pattern) => {
        return [pattern.attributes.get("w:abstractNumId") ?? "", pattern] as const;
      }),
    );
    for (const list of allIn(root, "w:num")) {
      const pattern = valueOf(list, "w:abstractNumId") ?? "";
      this.#lists.set(
        list.attributes.get("w:numId") ?? "",
        listOf(list, pattern, patterns.get(pattern)),
      );
    }
  }

  /** What the next line of a list is; undefined where the list is none. */
  next({ list: name, level }: ListPlace): Partial<TextblockAttrs> | undefined {
    const list = this.#lists.get(name);
    if (name === "0" || list === undefined) return undefined;
    const { format, sign, start } = list.levels.get(level) ?? {
      format: "bullet",
      sign: "•",
      start: 1,
    };
    const number = this.#count(name, list, level, start);
    if (format !== "bullet" && format !== "none") {
      return { kind: "numbered", indent: level, start: Math.min(number, maxStart) };
    }
    if (sign === toggleSign) return { kind: "toggle", indent: level };
    if (/^[☐☑☒]$/.test(sign)) return { kind: "task", indent: level, checked: sign !== "☐" };
    // A line without a sign goes on with the one above it.
    return sign.trim() === "" ? { indent: level } : { kind: "bullet", indent: level };
  }

  #count(name: string, { pattern, restarts }: List, level: number, start: number): number {
    const counts = this.#counts.get(pattern) ?? [];
    this.#counts.set(pattern, counts);
    if (!this.#used.has(name)) {
      for (const [at, first] of restarts) counts[at] = first - 1;
    }
    this.#used.add(name);
    const number = (counts[level] ?? start - 1) + 1;
    counts.length = Math.min(counts.length, level + 1);
    counts[level] = number;
    return number;
  }
}

function listOf(list: XmlNode, pattern: string, from: XmlNode | undefined): List {
  const overrides = allIn(list, "w:lvlOverride");
  const own = overrides.flatMap((override) => allIn(override, "w:lvl"));
  const levels = [...(from === undefined ? [] : allIn(from, "w:lvl")), ...own];
  const restarts = overrides.flatMap((override) => {
    const start = valueOf(override, "w:startOverride");
    const at = Number(override.attributes.get("w:ilvl") ?? 0);
    return start === undefined ? [] : [[at, whole(start, 1)] as const];
  });
  return { pattern, levels: new Map(levels.map(levelOf)), restarts: new Map(restarts) };
}

function levelOf(level: XmlNode): readonly [number, Level] {
  const format = valueOf(level, "w:numFmt") ?? "decimal";
  const sign = childOf(level, "w:lvlText")?.attributes.get("w:val") ?? "";
  const start = whole(valueOf(level, "w:start"), 1);
  return [whole(level.attributes.get("w:ilvl"), 0), { format, sign, start }];
}

function whole(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return value !== undefined && Number.isInteger(number) && number >= 0 ? number : otherwise;
}

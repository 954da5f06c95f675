/**
 * Words and characters, as writers count them: what white space or a dash parts is a word if there is a
 * letter or digit in it, so "well-known" is one, and a lonely "&" none. In scripts that are written without
 * spaces a dictionary tells (`Intl.Segmenter`).
 * Characters are what a reader takes for one, without line breaks.
 *
 * What is in a block is counted once, and kept by its node.
 */

import type { Node } from "prosemirror-model";
import type { Selection } from "prosemirror-state";
import { isWithoutSpaces, wordsOf } from "../../words.ts";

/** See the head of this file. */
export interface Counts {
  readonly words: number;
  readonly characters: number;
  readonly charactersWithoutSpaces: number;
  /** Blocks with text in them. */
  readonly paragraphs: number;
}

/** What nothing amounts to. */
export const noCounts: Counts = {
  words: 0,
  characters: 0,
  charactersWithoutSpaces: 0,
  paragraphs: 0,
};

/** Both together, or with -1 what is left of `a` without `b`. */
export function sumOf(a: Counts, b: Counts, sign: 1 | -1 = 1): Counts {
  return {
    words: a.words + sign * b.words,
    characters: a.characters + sign * b.characters,
    charactersWithoutSpaces: a.charactersWithoutSpaces + sign * b.charactersWithoutSpaces,
    paragraphs: a.paragraphs + sign * b.paragraphs,
  };
}

/** How long somebody reads, in minutes, at least one; 0 for nothing. */
export function readingMinutes({ words }: Counts): number {
  return Math.ceil(words / wordsPerMinute);
}

/** What most adults read silently, in English. */
const wordsPerMinute = 230;

/** Counts what is in text. */
export function countsOfText(text: string): Counts {
  const spaces = text.match(/[^\S\n]/g)?.length ?? 0;
  const characters = charactersIn(text) - (text.match(/\n/g)?.length ?? 0);
  return {
    words: wordsIn(text),
    characters,
    charactersWithoutSpaces: characters - spaces,
    paragraphs: /\S/.test(text) ? 1 : 0,
  };
}

/** Counts blocks, and those in them, each once as long as its node is the same. */
export class BlockCounter {
  readonly #known = new WeakMap<Node, Counts>();

  /** What is in `node` and all blocks in it. */
  countsOf(node: Node): Counts {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const counts = node.isTextblock
      ? countsOfText(textIn(node, 0, node.content.size))
      : node.children
          .map((child) => this.countsOf(child))
          .reduce((sum, one) => sumOf(sum, one), noCounts);
    this.#known.set(node, counts);
    return counts;
  }

  /** What is selected. */
  countsOfSelection(doc: Node, { ranges }: Selection): Counts {
    let counts = noCounts;
    for (const { $from, $to } of ranges) {
      doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
        const from = Math.max(0, $from.pos - pos - 1);
        const to = Math.min(node.content.size, $to.pos - pos - 1);
        const isWhole = from === 0 && to === node.content.size;
        if (isWhole) counts = sumOf(counts, this.countsOf(node));
        else if (node.isTextblock) counts = sumOf(counts, countsOfText(textIn(node, from, to)));
        return !isWhole && !node.isTextblock;
      });
    }
    return counts;
  }
}

/** Objects part words and are no characters. */
function textIn(block: Node, from: number, to: number): string {
  return block.textBetween(from, to, "\n", "\n");
}

function wordsIn(text: string): number {
  const parts = text.match(/[^\s—–]+/gu) ?? [];
  let words = 0;
  for (const part of parts) {
    if (!isWithoutSpaces(part)) words += isLetter(part) ? 1 : 0;
    else for (const { isWordLike } of wordsOf(part)) words += isWordLike === true ? 1 : 0;
  }
  return words;
}

function isLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** In most texts each unit is a character; only others need a closer look. */
function charactersIn(text: string): number {
  if (!/[\p{M}\p{Cf}\uD800-\uDFFF]/u.test(text) && !/[^\0-\uFFFF]/u.test(text)) return text.length;
  let characters = 0;
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const _ of segmenter.segment(text)) characters++;
  return characters;
}

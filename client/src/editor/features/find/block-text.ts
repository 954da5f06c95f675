/**
 * The texts in which is looked: those of text blocks, at any depth, line breaks included. An object within
 * a text is where one text ends and the next begins, so no match holds one, and none is ever replaced.
 */

import type { Node } from "prosemirror-model";
import type { Found, Matcher } from "./query.ts";

/** Text without objects in it. */
export interface TextPiece {
  readonly text: string;
  /** Where it begins in the content of its block. */
  readonly start: number;
}

/** A text block somewhere in a block. */
export interface PlacedText {
  readonly node: Node;
  /** Where its content begins, counted from the position before the outer block. */
  readonly start: number;
}

/** The text blocks in `block`: itself, or those in its cells. */
export function textblocksIn(block: Node): readonly PlacedText[] {
  if (block.isTextblock) return [{ node: block, start: 1 }];
  const found: PlacedText[] = [];
  block.descendants((node, offset) => {
    if (node.isTextblock) found.push({ node, start: offset + 2 });
    return !node.isTextblock;
  });
  return found;
}

/** The text of a text block. */
export function piecesOf(textblock: Node): readonly TextPiece[] {
  const only = textblock.childCount === 1 ? textblock.firstChild!.text : undefined;
  if (only !== undefined) return [{ text: only, start: 0 }];
  const pieces: TextPiece[] = [];
  let text = "";
  let start = 0;
  textblock.forEach((node, offset) => {
    if (node.isText) {
      text += node.text!;
      return;
    }
    pieces.push({ text, start });
    text = "";
    start = offset + node.nodeSize;
  });
  pieces.push({ text, start });
  return pieces.filter((piece) => piece.text !== "");
}

/** A match in a block, and the text that it was found in. */
export interface PlacedMatch {
  readonly found: Found;
  readonly text: string;
  /** Where `text` begins, counted from the position before the block. */
  readonly start: number;
}

/**
 * What is found in `block`, in order. Between the texts comes `undefined`, so that whoever asks can stop
 * there as well.
 */
export function* matchesInBlock(
  block: Node,
  matcher: Matcher,
): Generator<PlacedMatch | undefined, void> {
  for (const { node, start } of textblocksIn(block)) {
    for (const piece of piecesOf(node)) {
      const begin = start + piece.start;
      for (const found of matcher.matchesIn(piece.text)) {
        yield { found, text: piece.text, start: begin };
      }
    }
    yield undefined;
  }
}

/** The signs that open a menu where they are typed, and what has been typed after them so far. */

import type { EditorState } from "prosemirror-state";

/** A sign, and the rules of what follows it. */
export interface Sign {
  /** One character, such as "/". */
  readonly sign: string;
  /** The menu shows from this many characters after the sign on. */
  readonly minLength: number;
  /** Whether what is looked for may have spaces in it. */
  readonly hasSpaces: boolean;
  /** What may stand right before the sign; nothing and white space always may. */
  readonly before?: RegExp;
}

/** A sign in the text with what follows it up to the caret. */
export interface TypedText {
  /** The position before the sign. */
  readonly from: number;
  /** The caret. */
  readonly to: number;
  /** Without the sign. */
  readonly query: string;
}

/** Nobody looks for something with a longer name. */
const maxQuery = 40;

/** The last `sign` before the caret that can be meant as one; undefined where there is none. */
export function typedText(state: EditorState, sign: Sign): TypedText | undefined {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return undefined;
  const start = Math.max(0, $from.parentOffset - maxQuery - 2);
  const text = $from.parent.textBetween(start, $from.parentOffset, undefined, "\ufffc");
  const at = text.lastIndexOf(sign.sign);
  const query = text.slice(at + 1);
  if (at < 0 || query.length > maxQuery || !mayStandBehind(text.slice(0, at), sign)) {
    return undefined;
  }
  if (/^\s|\s\s|[\n\ufffc]/.test(query) || (!sign.hasSpaces && /\s/.test(query))) return undefined;
  return { from: $from.pos - query.length - 1, to: $from.pos, query };
}

function mayStandBehind(text: string, { before }: Sign): boolean {
  const last = text.at(-1);
  return last === undefined || /[\s\ufffc]/.test(last) || before?.test(last) === true;
}

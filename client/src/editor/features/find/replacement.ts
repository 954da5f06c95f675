/**
 * What is put in place of a match, as the smallest edits that do it: letters that are there before and
 * after are not touched, so their marks stay, and so does what others do to them at the same time.
 *
 * For an expression `$1` to `$99` are its groups, `$&` is all that was found, and `$$` is `$`. A group that
 * the expression has not caught is nothing, one that it does not have stands as it was written.
 */

import type { Found, Span } from "./query.ts";

/** Letters from one offset of a text up to another that others take the place of. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Something to insert: letters, or a part of what was found. */
type Piece = string | Span;

/** How `found` in `text` becomes `template`; groups count only if `isExpression`. In order. */
export function replacementEdits(
  text: string,
  found: Found,
  template: string,
  isExpression: boolean,
): TextEdit[] {
  const pieces = isExpression ? piecesOf(template, found) : [template];
  const edits: TextEdit[] = [];
  let at = found.from;
  let inserted = "";
  for (const piece of pieces) {
    if (typeof piece === "string") inserted += piece;
    else if (piece.from < at) inserted += text.slice(piece.from, piece.to);
    else {
      // What was caught stays where it is, in the order in which it stands.
      edits.push(trimmed(text, { from: at, to: piece.from, text: inserted }));
      at = piece.to;
      inserted = "";
    }
  }
  edits.push(trimmed(text, { from: at, to: found.to, text: inserted }));
  return edits.filter((edit) => edit.to > edit.from || edit.text !== "");
}

/** `$12` is group 12 if there are as many, else group 1 and a 2, as everywhere. */
function piecesOf(template: string, found: Found): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of template.matchAll(/\$(?:([$&])|(\d{1,2}))/g)) {
    const [all, sign, digits] = match;
    const written = digits === undefined ? undefined : groupIn(digits, found);
    if (sign === undefined && written === undefined) continue;
    pieces.push(template.slice(done, match.index));
    done = match.index + (written === undefined ? all.length : written.length + 1);
    if (sign === "$") pieces.push("$");
    else pieces.push((sign === "&" ? found : found.groups[Number(written) - 1]) ?? "");
  }
  pieces.push(template.slice(done));
  return pieces;
}

/** As many of `digits` as are the number of a group. */
function groupIn(digits: string, { groups }: Found): string | undefined {
  return [digits, digits.charAt(0)].find((number) => {
    return Number(number) >= 1 && Number(number) <= groups.length;
  });
}

/** Without what is the same at both ends. No letter of two units is cut. */
function trimmed(text: string, { from, to, text: inserted }: TextEdit): TextEdit {
  const old = text.slice(from, to);
  const shorter = Math.min(old.length, inserted.length);
  let start = 0;
  while (start < shorter && old[start] === inserted[start]) start++;
  if (isHead(old[start - 1])) start--;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === inserted.at(-1 - end)) end++;
  if (end > 0 && isTail(old.at(-end))) end--;
  return { from: from + start, to: to - end, text: inserted.slice(start, inserted.length - end) };
}

function isHead(unit: string | undefined): boolean {
  return unit !== undefined && /[\uD800-\uDBFF]/.test(unit);
}

function isTail(unit: string | undefined): boolean {
  return unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);
}

/**
 * Where words begin and end, in any script.
 *
 * Letters, digits, combining marks and what connects (`_`) are parts of a word. Scripts that are written
 * without spaces have words too, which only a dictionary knows: there `Intl.Segmenter` is asked.
 */

const part = /[\p{L}\p{N}\p{M}\p{Pc}]/u;
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether what is at `from` to `to` neither begins nor ends within a word of `text`. */
export function isWholeWord(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return isEdge(text, from) && isEdge(text, to);
}

/** Whether the script of `text` has words that no space parts. */
export function isWithoutSpaces(text: string): boolean {
  return withoutSpaces.test(text);
}

/** Tells words apart by a dictionary: what is between two edges, whether it is a word or not. */
export function wordsOf(text: string): Intl.Segments {
  return new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
}

/** Letters around an edge that are enough to tell words of a script without spaces. */
const context = 40;

function isEdge(text: string, at: number): boolean {
  const before = letterBefore(text, at);
  const after = letterAt(text, at);
  if (!part.test(before) || !part.test(after)) return true;
  if (!withoutSpaces.test(before) && !withoutSpaces.test(after)) return false;
  const start = Math.max(0, at - context);
  const words = wordsOf(text.slice(start, at + context));
  return words.containing(at - start)?.index === at - start;
}

function letterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** The letter that ends at `at`, which can be one of two units. */
function letterBefore(text: string, at: number): string {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at - 1)) ? text.slice(at - 2, at) : text.charAt(at - 1);
}

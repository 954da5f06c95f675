/**
 * Whether plain text is Markdown: what chat assistants and editors of Markdown put on the clipboard. One
 * sign may be anything (a line of a script begins with `#`, one of YAML with `-`), so it takes a sign that
 * nothing else has, or two kinds of them.
 */

/** Signs that hardly anything else has. */
const clear: readonly RegExp[] = [
  // A fence that is closed.
  /^ {0,3}(```|~~~)[^\n`]*\n[^]*?^ {0,3}\1\s*$/m,
  // A table's second row.
  /^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$/m,
  // A task.
  /^\s*[-*+] \[[ xX]\] \S/m,
  /^> \[!\w+\]/m,
];

/** Signs that other text may have as well. */
const vague: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^> \S/m,
  /^\s*[-*+] \S.*\n(?:\s*\n)?\s*[-*+] \S/m,
  /^\s*\d+[.)] \S.*\n(?:\s*\n)?\s*\d+[.)] \S/m,
  /\[[^\]\n]+\]\((?:https?:|mailto:|\/|#)[^)\s]+\)/,
  /(?:^|[\s(])(\*\*|__)[^\s*_](?:[^\n]*?[^\s*_])?\1(?=[\s).,:;!?]|$)/m,
  /(?:^|[\s(])`[^`\n]+`(?=[\s).,:;!?]|$)/m,
  /^\$\$\s*$/m,
];

/** Longest text that is looked through. */
const maxLooked = 20_000;

/** Whether `text` is clearly Markdown; see above. */
export function looksLikeMarkdown(text: string): boolean {
  const looked = text.slice(0, maxLooked).replaceAll(/\r\n?/g, "\n");
  if (isSourceCode(looked)) return false;
  if (clear.some((sign) => sign.test(looked))) return true;
  return vague.filter((sign) => sign.test(looked)).length > 1 || isList(looked);
}

/** Nothing but a list. */
function isList(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.every((line) => /^\s*(?:[-*+]|\d+[.)]) \S/.test(line));
}

/** Text most of whose lines end as those of programs do, outside of fences. */
function isSourceCode(text: string): boolean {
  const outside = text.replaceAll(/^(```|~~~)[^]*?^\1/gm, "");
  const lines = outside.split("\n").filter((line) => line.trim() !== "");
  const ends = lines.filter((line) =>
    /[;{}]\s*$|^\s*(?:#!|#include|import |from \S+ import )/.test(line),
  );
  return text.startsWith("#!") || ends.length * 3 > lines.length;
}

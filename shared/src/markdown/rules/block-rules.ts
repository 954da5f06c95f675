/** What our Markdown has between lines beside CommonMark: `$$` formulas, `:::note`, notes as text. */

import type { MarkdownIt, StateBlock } from "markdown-it";

/** Adds these rules to a parser. */
export function addBlockRules(md: MarkdownIt): void {
  const { ruler } = md.block;
  const alt = ["paragraph", "reference", "blockquote", "list"];
  ruler.before("fence", "formula_block", readFormula, { alt });
  ruler.before("fence", "container", readContainer, { alt });
  ruler.before("reference", "note", readNote);
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
}

/** A line below which everything belongs together up to one that closes it, or the end. */
function closingLine(state: StateBlock, from: number, end: number, closes: RegExp): number {
  for (let line = from; line < end; line++) {
    if (closes.test(lineOf(state, line))) return line;
  }
  return -1;
}

function readFormula(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const first = lineOf(state, start);
  if (!first.startsWith("$$") || state.sCount[start]! - state.blkIndent >= 4) return false;
  const whole = /^\$\$(.+)\$\$\s*$/.exec(first)?.[1];
  const last = whole === undefined ? closingLine(state, start + 1, end, /\$\$\s*$/) : start;
  if (last === -1) return false;
  if (silent) return true;
  const lines = state.getLines(start, last + 1, state.blkIndent, false).trim();
  const token = state.push("formula_block", "", 0);
  token.content = lines.replace(/^\$\$\n?/, "").replace(/\n?\$\$$/, "");
  state.line = last + 1;
  return true;
}

const opening = /^:{3,}\s*\{?\.?([A-Za-z][\w-]*)\}?\s*(.*)$/;

function readContainer(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const [, name, title = ""] = opening.exec(lineOf(state, start)) ?? [];
  if (name === undefined || state.sCount[start]! - state.blkIndent >= 4) return false;
  const last = closingLine(state, start + 1, end, /^:{3,}\s*$/);
  if (last === -1) return false;
  if (silent) return true;
  const token = state.push("container_open", "", 1);
  token.info = name;
  token.meta = { title: title.trim() };
  const { lineMax, parentType } = state;
  state.lineMax = last;
  state.md.block.tokenize(state, start + 1, last);
  state.lineMax = lineMax;
  state.parentType = parentType;
  state.push("container_close", "", -1);
  state.line = last + 1;
  return true;
}

/** `[^1]: note` would be the address of a link to CommonMark, and so be gone. */
function readNote(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (!/^\[\^[^\]]+\]:/.test(lineOf(state, start))) return false;
  if (silent) return true;
  let line = start + 1;
  while (line < end && !state.isEmpty(line) && !lineOf(state, line).startsWith("[^")) line++;
  state.push("paragraph_open", "p", 1);
  const inline = state.push("inline", "", 0);
  inline.content = state.getLines(start, line, state.blkIndent, false).trim();
  inline.children = [];
  state.push("paragraph_close", "p", -1);
  state.line = line;
  return true;
}

/** What our Markdown has within text beside CommonMark: `==marked==`, `^2^`, `~2~`, `$x$`, a few tags. */

import type { MarkdownIt, StateInline } from "markdown-it";

/** The tags that stand for marks, which Markdown has no letters for. */
export const tagMarks: Readonly<Record<string, string>> = {
  u: "underline",
  ins: "underline",
  sub: "sub",
  sup: "sup",
  mark: "highlight",
  kbd: "code",
  s: "strike",
  del: "strike",
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
};

/** Adds these rules to a parser. */
export function addInlineRules(md: MarkdownIt): void {
  const { ruler } = md.inline;
  ruler.before("emphasis", "marked", between("==", "highlight", /[^]/));
  // With spaces in them they are tildes and carets.
  ruler.before("emphasis", "raised", between("^", "sup", /[^\s^]/));
  ruler.after("strikethrough", "lowered", between("~", "sub", /[^\s~]/));
  ruler.before("escape", "formula", readFormula);
  ruler.before("html_inline", "tag", readTag);
}

type Rule = (state: StateInline, silent: boolean) => boolean;

/** Text between two signs, all of whose letters are like `inner`. */
function between(sign: string, mark: string, inner: RegExp): Rule {
  return (state, silent) => {
    const { src, pos, posMax } = state;
    if (!src.startsWith(sign, pos) || src[pos - 1] === sign[0]) return false;
    const start = pos + sign.length;
    const end = src.indexOf(sign, start);
    if (end <= start || end + sign.length > posMax) return false;
    const text = src.slice(start, end);
    const isInner =
      /^\S/.test(text) &&
      /\S$/.test(text) &&
      Array.from(text).every((letter) => inner.test(letter));
    if (!isInner || text.endsWith("\\") || src[end + sign.length] === sign[0]) return false;
    if (!silent) {
      state.push(`${mark}_open`, "", 1);
      state.pos = start;
      state.posMax = end;
      state.md.inline.tokenize(state);
      state.push(`${mark}_close`, "", -1);
    }
    state.pos = end + sign.length;
    state.posMax = posMax;
    return true;
  };
}

/** Dollars around letters; "$5 and $6" is money. */
const formula = /\$([^\s$](?:(?:\\.|[^$\\])*?[^\s$\\])?)\$(?!\d)/y;

function readFormula(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  formula.lastIndex = state.pos;
  const [whole, tex] = formula.exec(state.src) ?? [];
  if (whole === undefined || tex === undefined || state.pos + whole.length > state.posMax)
    return false;
  if (!silent) state.push("formula", "", 0).content = tex;
  state.pos += whole.length;
  return true;
}

const tag = /<(\/?)(\w+)\s*(\/?)>/y;

function readTag(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "<") return false;
  tag.lastIndex = state.pos;
  const [whole, closing, name = ""] = tag.exec(state.src) ?? [];
  if (whole === undefined || state.pos + whole.length > state.posMax) return false;
  const mark = tagMarks[name.toLowerCase()];
  if (name.toLowerCase() !== "br" && mark === undefined) return false;
  if (!silent) {
    // Tags need not be in pairs, which tokens of another nesting have to be.
    const side = closing === "/" ? "close" : "open";
    if (mark === undefined) state.push("hardbreak", "br", 0);
    else state.push(`${mark}_${side}`, name, 0).meta = { source: whole };
  }
  state.pos += whole.length;
  return true;
}

/** Input rules that put one sign in the place of some letters. */

import type { InputRule } from "../../input-rule.ts";

/** The first group of `pattern` becomes `sign`; `behind` letters that were matched follow the group. */
export function replaceRule(pattern: RegExp, sign: string, behind = 0): InputRule {
  return {
    pattern,
    apply: (tr, { groups, to }) => {
      const end = to - behind;
      tr.insertText(sign, end - groups[1]!.length, end);
      return true;
    },
  };
}

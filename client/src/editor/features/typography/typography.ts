/** Signs that keyboards lack, typed as people type them. */

import type { EditorFeature } from "../../feature.ts";
import { replaceRule } from "./replace-rule.ts";

/** See the head of this file. Undo right after one brings back what was typed. */
export const typography: EditorFeature = {
  name: "typography",
  inputRules: [
    // With the space behind it, so that three dashes can still become a divider.
    replaceRule(/[^\s-] ?(--) $/, "–", 1),
    replaceRule(/[^.](\.\.\.)$/, "…"),
    replaceRule(/(?:^|[^-<])(->)$/, "→"),
    replaceRule(/(?:^|[^<])(<-)$/, "←"),
    replaceRule(/(\(c\))$/i, "©"),
    replaceRule(/(\(r\))$/i, "®"),
    replaceRule(/(\(tm\))$/i, "™"),
    replaceRule(/(?:^|[^\d/])(1\/2) $/, "½", 1),
    replaceRule(/(?:^|[^\d/])(1\/4) $/, "¼", 1),
    replaceRule(/(?:^|[^\d/])(3\/4) $/, "¾", 1),
  ],
};

/**
 * The keys of finding, by what they do, as ProseMirror's keymaps and the page's list of shortcuts take
 * them. They work wherever the focus is in a page with one editor, so who handles them is for the page.
 */

/** What a key of finding does. */
export type FindAction = "find" | "replace" | "next" | "previous";

/** Each key and what it does. `Mod` is Command on Apple's devices, else Control. */
export const findKeys: Readonly<Record<string, FindAction>> = {
  "Mod-f": "find",
  "Mod-Alt-f": "replace",
  "Mod-g": "next",
  "Shift-Mod-g": "previous",
  F3: "next",
  "Shift-F3": "previous",
};

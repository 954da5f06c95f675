/** Puts the chosen theme on the page. The colours are in `styles/tokens.css`. */

import type { Theme } from "./preferences.ts";

/** Shows `theme` on `root`, the page's `<html>`; `system` leaves the choice to the style sheet. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

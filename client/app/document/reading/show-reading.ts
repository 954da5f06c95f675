/** Shows texts the way that this person likes to read: what the style sheets ask for on the root. */

import type { Reading } from "../../preferences.ts";

/** Puts `reading` on `root`. */
export function showReading(root: HTMLElement, reading: Reading): void {
  root.dataset["width"] = reading.width;
  root.toggleAttribute("data-focused", reading.isFocused);
  root.toggleAttribute("data-prints-addresses", reading.printsAddresses);
  root.style.setProperty("--text-zoom", String(reading.zoom / 100));
}

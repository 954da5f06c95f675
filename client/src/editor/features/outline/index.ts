/** The headings of a document, for a panel beside it. */

export { goToSection, watchOutline, type OutlineState } from "./outline-watch.ts";
export type { OutlineEntry } from "./outline.ts";

/** What rows, columns and cells of a table can look like, besides how wide they are. */

/** How the text of a column stands; "" is at the side where its lines begin. */
export const tableAligns = ["", "center", "end"] as const;

/** One of {@link tableAligns}. */
export type TableAlign = (typeof tableAligns)[number];

/** The colours that a row, a column or a cell can have behind its text. */
export const tableTints = [
  "gray",
  "brown",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;

/** Whether `value` names one of {@link tableTints}. */
export function isTableTint(value: unknown): value is (typeof tableTints)[number] {
  return (tableTints as readonly unknown[]).includes(value);
}

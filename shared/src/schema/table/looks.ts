/** What columns of a table can look like, besides how wide they are and what colour. */

/** How the text of a column stands; "" is at the side where its lines begin. */
export const tableAligns = ["", "center", "end"] as const;

/** One of {@link tableAligns}. */
export type TableAlign = (typeof tableAligns)[number];

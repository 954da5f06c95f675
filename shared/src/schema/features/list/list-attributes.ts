/** What is stored about lines of lists. */

import { flag, wholeNumber, type Attribute } from "../../attribute.ts";

/** Highest number at which a list can begin. */
export const maxStart = 999_999_999;

const number = wholeNumber(0, maxStart, 0);

/** The number at which a count begins; null, the default, goes on with the line before. */
const start: Attribute<number | null> = {
  default: null,
  read: (value) =>
    typeof value === "number" && Number.isFinite(value) ? number.read(value) : null,
};

/** See the head of this file. */
export const listAttributes: {
  readonly checked: Attribute<boolean>;
  readonly start: Attribute<number | null>;
} = {
  /** Whether a task is done; without meaning for other kinds. */
  checked: flag,
  /** See above; without meaning for what is no numbered line. */
  start,
};

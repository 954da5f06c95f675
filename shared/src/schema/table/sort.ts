/** Sorting the rows of a table by what is in one of its columns. */

import type { TableChange, Table } from "./change.ts";
import { reorderRows } from "./lines.ts";

/**
 * Sorts rows by a column, each by its text there as `texts` has it, by row: numbers and dates by
 * what they say if all of the column are such, else as text, in the order of `locale`. Rows without
 * anything there come last; a row of headers stays. Undefined if they are in that order already, or
 * if a merged cell holds rows together.
 */
export function sortRows(
  table: Table,
  texts: readonly string[],
  direction: "up" | "down",
  locale?: string,
): TableChange | undefined {
  const { grid } = table;
  if (grid.places.flat().some(({ rowSpan }) => rowSpan > 1)) return undefined;
  const first = grid.hasHeaderRow ? 1 : 0;
  const rows = texts.map((_, i) => i);
  const body = rows.slice(first);
  const compare = comparison(
    body.map((i) => texts[i]!),
    locale,
  );
  const sign = direction === "up" ? 1 : -1;
  const sorted = body.toSorted((one, other) => {
    const [a, b] = [texts[one]!.trim(), texts[other]!.trim()];
    if (a === "" || b === "") return Number(a === "") - Number(b === "");
    return sign * compare(a, b);
  });
  return reorderRows(table, [...rows.slice(0, first), ...sorted]);
}

type Compare = (one: string, other: string) => number;

function comparison(texts: readonly string[], locale: string | undefined): Compare {
  const filled = texts.map((text) => text.trim()).filter((text) => text !== "");
  for (const valueOf of [numberIn, timeIn]) {
    if (filled.every((text) => valueOf(text) !== undefined)) {
      return (one, other) => valueOf(one)! - valueOf(other)!;
    }
  }
  return new Intl.Collator(locale, { numeric: true }).compare;
}

/**
 * The number that a text is, with a currency or per cent sign perhaps, and marks between thousands.
 * Of a point and a comma the last one is the one before the fraction; a single one followed by three
 * digits could be either, and is one between thousands if it is a comma.
 */
function numberIn(text: string): number | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’_]|^[\p{Sc}]|[\p{Sc}%]$/gu, "").replace("−", "-");
  if (!/^[-+]?\p{Sc}?[\d.,]*\d[\d.,]*(e[-+]?\d+)?$/iu.test(bare)) return undefined;
  const plain = bare.replaceAll(/\p{Sc}/gu, "");
  const [point, comma] = [plain.lastIndexOf("."), plain.lastIndexOf(",")];
  const isThousands = point === -1 && /^[-+]?\d{1,3}(,\d{3})+$/.test(plain);
  const isComma = comma > point && !isThousands;
  const number = Number(
    isComma ? plain.replaceAll(".", "").replace(",", ".") : plain.replaceAll(",", ""),
  );
  return Number.isNaN(number) ? undefined : number;
}

/** The time that a date is, in milliseconds: 2026-11-28, with a time perhaps, or 28.11.2026. */
function timeIn(text: string): number | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  const day = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  const [year, month, date] = iso?.slice(1, 4) ?? day?.slice(1).toReversed() ?? [];
  if (year === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = (iso?.slice(4) ?? []).map((part) =>
    Number(part ?? 0),
  );
  return Date.UTC(Number(year), Number(month) - 1, Number(date), hours, minutes, seconds);
}

/**
 * Keys that put the rows and columns of a table into their order: text that can always take another
 * one between two, so that inserting and moving write one attribute and touch no neighbour.
 *
 * A key is a fraction in digits 0–9 A–Z a–z, without the point before it and without zeros at its
 * end. Its first three digits count on when something is put at an end; what is put between two
 * takes as many more as it needs. Two letters of the id of the row or column follow, so that two
 * people who insert at one place get keys between which others can still insert.
 */

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const base = digits.length;

/** The first key of all: there is as much room on either side. */
const middleKey = "VVV";

/** Digits that count on. */
const headLength = 3;

/** Longest key that is one. Honest ones have some eight letters. */
const maxKeyLength = 60;

/** Whether `value` can be a key. */
export function isOrderKey(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= maxKeyLength &&
    /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(value)
  );
}

/**
 * A key for each of `ids`, in their order, all between two keys that are in order; "" and undefined
 * are the ends. Undefined if there is no room for keys that are short enough, which between the ends there
 * always is.
 */
export function orderKeys(
  after: string,
  before: string | undefined,
  ids: readonly string[],
): string[] | undefined {
  const isWhole = after === "" && before === undefined;
  return countedKeys(after, before, ids) ?? (isWhole ? spreadKeys(ids) : undefined);
}

/** One after the other, with as much room as there is behind the last. */
function countedKeys(
  after: string,
  before: string | undefined,
  ids: readonly string[],
): string[] | undefined {
  const keys: string[] = [];
  let last = after;
  for (const id of ids) {
    const middle = last === "" && before === undefined ? middleKey : keyBetween(last, before);
    if (middle === undefined) return undefined;
    const key = withLetters(middle, id, before);
    if (key.length > maxKeyLength) return undefined;
    keys.push(key);
    last = key;
  }
  return keys;
}

/** As far from each other as can be, for more than can be counted. All have as many digits before the letters. */
function spreadKeys(ids: readonly string[]): string[] {
  const length = Math.ceil(Math.log(ids.length + 1) / Math.log(base)) + 1;
  const step = Math.floor(base ** length / (ids.length + 1));
  return ids.map((id, at) => {
    const number = (at + 1) * step;
    const text = Array.from({ length }, (_, i) => {
      return digits[Math.floor(number / base ** (length - 1 - i)) % base];
    });
    return withoutZeros(withLetters(text.join(""), id, undefined));
  });
}

/** A key between two; undefined if there is none. */
function keyBetween(after: string, before: string | undefined): string | undefined {
  if (before !== undefined && after >= before) return undefined;
  if (before === undefined) return stepped(after, 1) ?? middleOf(after, before);
  return after === "" ? (stepped(before, -1) ?? middleOf(after, before)) : middleOf(after, before);
}

/** The next key at an end, if the head can count on. */
function stepped(key: string, step: 1 | -1): string | undefined {
  const head = Array.from({ length: headLength }, (_, i) => valueAt(key, i));
  const number = head.reduce((sum, digit) => sum * base + digit, 0) + step;
  if (number <= 0 || number >= base ** headLength) return undefined;
  const first = Math.floor(number / base ** 2);
  const text = [first, Math.floor(number / base) % base, number % base].map((i) => digits[i]);
  return withoutZeros(text.join(""));
}

/** The digits that two keys share, and one in the middle of where they part. */
function middleOf(after: string, before: string | undefined): string {
  let key = "";
  let isBelow = before === undefined;
  for (let i = 0; ; i++) {
    const low = valueAt(after, i);
    const high = isBelow ? base : valueAt(before!, i);
    const middle = Math.floor((low + high) / 2);
    if (middle > low) return key + digits[middle];
    key += digits[low];
    if (high > low) isBelow = true;
  }
}

/** The key with two letters of an id behind it, if it stays before `before` like that. */
function withLetters(key: string, id: string, before: string | undefined): string {
  const letters = id.replaceAll(/[^1-9A-Za-z]/g, "").slice(0, 2);
  const long = key + letters;
  return before === undefined || long < before ? long : key;
}

function valueAt(key: string, i: number): number {
  return i < key.length ? digits.indexOf(key[i]!) : 0;
}

function withoutZeros(key: string): string {
  return key.replace(/0+$/, "");
}

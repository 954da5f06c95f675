/** The `Range` header of HTTP, as far as it asks for one range of bytes. */

/** Some of a file: from `start` up to `end`, which is not in it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What `header` asks for of a file of `size` bytes. Undefined for whatever is to be answered with the
 * whole file: no header, several ranges, another unit, nonsense. `unsatisfiable` where nothing of it is
 * there.
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    // The last so many bytes.
    const count = Math.min(Number(last), size);
    return count === 0 ? "unsatisfiable" : { start: size - count, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return undefined;
  return start < size ? { start, end } : "unsatisfiable";
}

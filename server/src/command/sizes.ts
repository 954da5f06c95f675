/** Numbers as people read them. */

/** Bytes in the unit that leaves one to three digits before the point. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = bytes / 1_000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

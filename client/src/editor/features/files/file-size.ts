/** The size of a file, as people read it. */

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** As the language (a BCP 47 tag) writes it, the browser's own where there is none: `1.4 MB`. */
export function sizeInWords(bytes: number, language: string | undefined): string {
  const power = Math.min(
    units.length - 1,
    Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1_000)),
  );
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power]!,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1_000 ** power);
}

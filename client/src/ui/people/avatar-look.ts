/**
 * How a person is drawn: initials on a colour. People's colours are whatever their client sent, so that of the
 * initials is computed.
 */

/** One or two letters that stand for `name`: of its first and its last word. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const [first = ""] = words;
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase();
}

/** Black or white, whichever is easier to read on `background` (`#rrggbb`). */
export function inkOn(background: string): "#000000" | "#ffffff" {
  const luminance = relativeLuminance(background);
  const contrastWithWhite = 1.05 / (luminance + 0.05);
  const contrastWithBlack = (luminance + 0.05) / 0.05;
  return contrastWithWhite >= contrastWithBlack ? "#ffffff" : "#000000";
}

/** As WCAG 2.2 defines it, from 0 (black) to 1 (white). */
export function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The first thing a reader would call a letter, which may be many UTF-16 units. */
function firstLetter(word: string): string {
  const segments = new Intl.Segmenter().segment(word);
  return segments[Symbol.iterator]().next().value?.segment ?? "";
}

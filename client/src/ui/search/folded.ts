/** Text as it is compared in searches. */

/** In lower case and without accents: "Überschrift" is found by "ubers". */
export function folded(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

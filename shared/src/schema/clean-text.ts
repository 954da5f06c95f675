/** Characters of text from elsewhere that no program shows, or that mean something of their own there. */

/**
 * `text` with line feeds for what breaks a line elsewhere (Word's vertical tab, page breaks, Unicode's
 * separators, the ends of lines of other systems), and without other control characters, byte order
 * marks and what no text can hold. Tabs stay.
 */
export function cleanText(text: string): string {
  if (!strange.test(text)) return text;
  return text.replaceAll(breaks, "\n").replaceAll(unseen, "");
}

const breaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

// oxlint-disable-next-line no-control-regex
const unseen = /[\0-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** Any of these, for the many texts that have none. */
// oxlint-disable-next-line no-control-regex
const strange = /[\0-\x08\v\f\r\x0e-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;

/** What CSS says about how bold a text is. */

/** Whether a CSS font weight is bold: `bold`, `bolder`, or 600 and more. */
export function isBold(weight: string): boolean {
  return /^(bold(er)?|[6-9]\d\d|1000)$/.test(weight.trim());
}

/** What the browser's tab and its history call a page. */

/** Of the document that is called `document`. */
export function pageTitle(document: string): string {
  return `${document} – Coscribe`;
}

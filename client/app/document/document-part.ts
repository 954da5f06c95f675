/** Everything that needs the editor or what it is made of: most of the page, loaded late. */

export { DocumentView } from "./document-view.tsx";
export { openDocument } from "./open-document.ts";

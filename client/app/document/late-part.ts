/**
 * What a document needs later than its first letter, if at all. It is loaded as soon as the document
 * is drawn, so that it is there when it is wanted.
 */

export { LinkEditor } from "../toolbar/link-editor.tsx";
export { NewerVersionBanner } from "./newer-version-banner.tsx";
export { RefusedBanner } from "./saving/refused-banner.tsx";

/**
 * What an editor needs later than its first letter: reading and writing HTML, other people's carets.
 * late-load.ts brings it as soon as the editor is mounted.
 */

export { readHtml, writeHtml } from "./plugins/clipboard-html.ts";
export { pasted } from "./plugins/paste.ts";
export { CaretLayer } from "./presence/caret-layer.ts";
export { Follower } from "./presence/follower.ts";

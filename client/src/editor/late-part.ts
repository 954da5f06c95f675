/**
 * What an editor needs later than its first letter: reading and writing HTML, dragging, other people's carets.
 * late-load.ts brings it as soon as the editor is mounted.
 */

export { readHtml, writeHtml } from "./plugins/clipboard-html.ts";
export { clipOf, pasteOtherwise, tellLeftOut } from "./plugins/paste-event.ts";
export { isTooMuch, pasteSlice } from "./plugins/paste-slices.ts";
export { latePlugins } from "./plugins/late-plugins.ts";
export { CaretLayer } from "./presence/caret-layer.ts";
export { Follower } from "./presence/follower.ts";

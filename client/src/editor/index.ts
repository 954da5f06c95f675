/** The document editor, mounted on a connection. Its style sheet is `@coscribe/client/editor.css`. */

export {
  markNames,
  type Editor,
  type EditorCommand,
  type EditorConnection,
  type EditorOptions,
  type EditorSummary,
  type MarkName,
} from "./api.ts";
export { mountEditor } from "./editor.ts";
export { findKeys, type FindAction } from "./features/find/keys.ts";

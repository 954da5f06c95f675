/** The document editor, mounted on a connection. Its style sheet is `@coscribe/client/editor.css`. */

export type { EditorFiles, EditorNotice, EditorUpload } from "./context.ts";
export type { Editor, EditorCommand, EditorConnection, EditorOptions, TextRange } from "./api.ts";
export type { EditorSummary } from "./editor-summary.ts";
export { mountEditor } from "./editor.ts";
export { editorWords } from "./editor-words.ts";
export type { WordLookup } from "./say.ts";
export type { EditorFeature, Tool, ToolGroup } from "./feature.ts";
export { standardFeatures } from "./features/index.ts";
export { smartQuotes } from "./features/typography/smart-quotes.ts";
export type { InputMatch, InputRule } from "./input-rule.ts";
export { findKeys, type FindAction } from "./features/find/keys.ts";

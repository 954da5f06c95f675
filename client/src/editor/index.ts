/** The document editor, mounted on a connection. Its style sheet is `@coscribe/client/editor.css`. */

export type { EditorFiles, EditorNotice, EditorUpload } from "./context.ts";
export type { Editor, EditorConnection, EditorOptions } from "./api.ts";
export type { EditorCommand, TextRange } from "./editor-command.ts";
export type { EditorSummary } from "./editor-summary.ts";
export { mountFeatures } from "./editor.ts";
export type { EditorFeature, FeatureCommands, Tool, ToolGroup } from "./feature.ts";
export { editorWords } from "./editor-words.ts";
export type { WordLookup } from "./say.ts";
export { standardFeatures } from "./features/index.ts";
export { stagedFeatures } from "./features/staged.ts";
export { smartQuotes } from "./features/typography/smart-quotes.ts";
export type { InputMatch, InputRule } from "./input-rule.ts";
export { mountEditor } from "./mount-editor.ts";
export { findKeys, type FindAction } from "./features/find/keys.ts";

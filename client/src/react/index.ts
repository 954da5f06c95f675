/** The editor for React. Its style sheet is `@coscribe/client/embed.css`. */

export {
  CoscribeEditor,
  useCoscribeEditor,
  type CoscribeEditorHandle,
  type CoscribeEditorOptions,
  type CoscribeEditorProps,
} from "./coscribe-editor.ts";
export type { EmbedSettings } from "../embed/embed-settings.ts";
export type { EmbeddedEditor, EmbedStatus } from "../embed/embedded-editor.tsx";
export type { EmbedProblem, EmbedProblemCode } from "../embed/embed-problem.ts";

/** `<coscribe-editor>`. Its style sheet is `@coscribe/client/embed.css`. */

export {
  defineEditorElement,
  type CoscribeEditorElement,
  type CoscribeEditorEvents,
} from "./editor-element.ts";
export type { EmbedStatus } from "../embed/embedded-editor.tsx";
export type { EmbedProblem, EmbedProblemCode } from "../embed/embed-problem.ts";

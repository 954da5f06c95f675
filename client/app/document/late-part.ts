/**
 * What stands around the text of a document: the state of its edits, people, tools, panels, messages. The
 * text can be edited without it. It is loaded as soon as the document is drawn, so that it is there when
 * it is wanted.
 */

// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "../styles/late.css";

export {
  AccessBadge,
  DocumentTitle,
  focusToolbar,
  insertions,
  SaveIndicator,
  takesMarks,
  textOf,
  Toolbar,
  TooltipLayer,
} from "@coscribe/client/ui";
export { ReadOnlyLine } from "../access/read-only-line.tsx";
export { Conversion } from "./conversion/conversion.tsx";
export { DocumentPanels } from "./dialogs/document-panels.tsx";
export { WelcomeCard } from "./dialogs/welcome-card.tsx";
export { FindBar } from "./find/find-bar.tsx";
export { HeaderEnd } from "./header/header-end.tsx";
export { Notices } from "./notices.tsx";
export { OutlinePlace } from "./outline/outline-place.tsx";
export { FocusMode } from "./reading/focus-mode-place.tsx";
export { SampleOffer } from "./sample/sample-offer.tsx";
export { checkSaved } from "./saving/save-check.ts";

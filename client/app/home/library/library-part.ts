/**
 * The part of the start page that is about the server's documents, and what can be done with any of the list;
 * loaded once the rest stands.
 */

// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "../../styles/library.css";

export { loadLibraryWords, type LibraryWords } from "./library-words.ts";
export { DeletionNotice } from "./deletion-notice.tsx";
export { DropPlace } from "./drop-place.tsx";
export { RenameDialog } from "./rename-dialog.tsx";
export { doRowAction, rename, restore, type RowActionsContext } from "./row-actions.ts";
export { RowFacts } from "./row-facts.tsx";
export { RowMenu, type RowAction } from "./row-menu.tsx";
export { SearchField } from "./search-field.tsx";
export { listOnServer, type ServerDocument } from "./server-documents.ts";
export { TemplateDialog } from "./template-dialog.tsx";

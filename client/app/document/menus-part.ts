/**
 * What comes and goes with what is done in the text: the menus beside the caret, the selection and the
 * blocks. Loaded once everything else stands.
 */

// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "@coscribe/client/ui/menus.css";

export { DocumentMenus } from "./document-menus.tsx";

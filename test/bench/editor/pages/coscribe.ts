/** Coscribe's editor, mounted as the page of the project mounts it. */

import { mountEditor } from "@coscribe/client/editor";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "@coscribe/client/editor.css";
import { offer } from "./bench-page.ts";

offer((element, doc, awareness) => mountEditor(element, { doc, awareness }));

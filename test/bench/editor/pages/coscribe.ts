/** Coscribe's editor, mounted as the page of the project mounts it. */

import { mountFeatures, stagedFeatures } from "@coscribe/client/editor";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "@coscribe/client/editor.css";
import { offer } from "./bench-page.ts";

offer((element, doc, awareness) => mountFeatures(stagedFeatures, element, { doc, awareness }));

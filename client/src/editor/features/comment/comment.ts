/** Comments are kept and copied along with what they are on; whoever shows them brings more. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";

/** See the head of this file. */
export const comment: EditorFeature = { name: "comment", content: contentFeatures.comment };

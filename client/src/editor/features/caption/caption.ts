/** Captions: the line below an image or a table that says what it shows. */

import { contentFeatures } from "@coscribe/shared/schema";
import type { EditorFeature } from "../../feature.ts";

/** See the head of this file. */
export const caption: EditorFeature = { name: "caption", content: contentFeatures.caption };

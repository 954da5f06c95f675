/** Quotations and callouts: nothing but an attribute of blocks, see frame-attributes.ts. */

import type { ContentFeature } from "../../feature.ts";

/** See the head of this file. */
export const frame: ContentFeature = { name: "frame" };

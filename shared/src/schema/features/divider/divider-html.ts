/** Dividers in HTML. */

import { noValues } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";

/** See the head of this file. */
export const dividerHtml: HtmlFeature = {
  name: "divider",
  objects: { divider: () => [["hr", {}]] },
  readObject: (_element, tag) => {
    return tag === "hr"
      ? { name: "divider", attributes: noValues, runs: [], inners: [] }
      : undefined;
  },
};

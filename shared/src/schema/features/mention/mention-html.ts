/** Mentions in HTML. */

import { noValues, valuesOf } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { mentionAttrs } from "./mention-attributes.ts";
import { mentionText } from "./mention.ts";

/** See the head of this file. */
export const mentionHtml: HtmlFeature = {
  name: "mention",
  inlines: {
    mention: (attributes) => {
      const { kind, ref, label } = mentionAttrs(attributes);
      const given = { "data-mention": kind || "person", "data-ref": ref, "data-label": label };
      return [["span", given, mentionText(attributes)]];
    },
  },
  readInline: (element) => {
    const kind = element.getAttribute("data-mention");
    if (kind === null) return undefined;
    const read = mentionAttrs({
      kind,
      ref: element.getAttribute("data-ref"),
      label: element.getAttribute("data-label"),
    });
    if (read.ref === "" && read.label === "") return undefined;
    const stored = Object.entries(read).filter(([, value]) => value !== "");
    const attributes = stored.length === 0 ? noValues : valuesOf(stored);
    return { name: "mention", attributes, value: undefined };
  },
};

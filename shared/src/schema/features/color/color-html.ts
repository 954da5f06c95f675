/** Colours in HTML. */

import { withValue } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { recordIn } from "../../node-json.ts";
import { isColorName } from "./color-names.ts";
import { defaultHighlight } from "./color.ts";

/** See the head of this file. */
export const colorHtml: HtmlFeature = {
  name: "color",
  marks: {
    highlight: (value) => {
      const { color } = recordIn(value);
      const name = isColorName(color) ? color : defaultHighlight;
      return { tag: "mark", attributes: { "data-color": name } };
    },
    color: (value) => {
      const { color } = recordIn(value);
      if (!isColorName(color)) return undefined;
      return { tag: "span", attributes: { "data-text-color": color, style: `color: ${color}` } };
    },
  },
  readMarks: (element, tag, _style, marks) => {
    const text = element.getAttribute("data-text-color");
    if (isColorName(text)) return withValue(marks, "color", { color: text });
    if (tag !== "mark") return marks;
    const behind = element.getAttribute("data-color");
    return withValue(marks, "highlight", {
      color: isColorName(behind) ? behind : defaultHighlight,
    });
  },
};

/** Colours in HTML. */

import { withValue, type Values } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { recordIn } from "../../node-json.ts";
import { isColorName, type ColorName } from "./color-names.ts";
import { colorValues } from "./color-values.ts";
import { defaultHighlight } from "./color.ts";
import { nearestColor } from "./nearest-color.ts";

/** Elements that are there to say how letters look; the ground of others is the page's. */
const aroundLetters: ReadonlySet<string> = new Set(
  "span font mark b strong i em u s ins del".split(" "),
);

/** See the head of this file. */
export const colorHtml: HtmlFeature = {
  name: "color",
  marks: {
    highlight: (value) => {
      const { color } = recordIn(value);
      const name = isColorName(color) ? color : defaultHighlight;
      const style = `background-color: #${colorValues[name].paper}`;
      return { tag: "mark", attributes: { "data-color": name, style } };
    },
    color: (value) => {
      const { color } = recordIn(value);
      if (!isColorName(color)) return undefined;
      const style = `color: #${colorValues[color].ink}`;
      return { tag: "span", attributes: { "data-text-color": color, style } };
    },
  },
  readMarks: (element, tag, style, marks) => {
    if (!aroundLetters.has(tag)) return marks;
    const text = element.getAttribute("data-text-color");
    if (isColorName(text)) return withValue(marks, "color", { color: text });
    const behind = element.getAttribute("data-color");
    if (tag === "mark" && isColorName(behind)) return highlighted(marks, behind);
    // Links and code are in a colour of their own everywhere.
    const isPlain = !Object.hasOwn(marks, "link") && !Object.hasOwn(marks, "code");
    if (!isPlain) return tag === "mark" ? highlighted(marks, defaultHighlight) : marks;
    const ink = nearestColor(style.get("color") ?? element.getAttribute("color") ?? "");
    const inked = ink === undefined ? marks : withValue(marks, "color", { color: ink });
    const given =
      style.get("background-color") ?? style.get("background") ?? style.get("mso-highlight");
    const paper = nearestColor(given ?? "") ?? (tag === "mark" ? defaultHighlight : undefined);
    return paper === undefined ? inked : highlighted(inked, paper);
  },
};

function highlighted(marks: Values, color: ColorName): Values {
  return withValue(marks, "highlight", { color });
}

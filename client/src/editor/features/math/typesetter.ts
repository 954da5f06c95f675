/**
 * Sets formulas, by Temml as MathML, which browsers draw and screen readers read by themselves. KaTeX
 * would bring 60 files of fonts and a style sheet that every page with the editor had to serve.
 * Loaded when a formula is first shown.
 */

import temml from "temml";
import { formulaProblem, type FormulaProblem } from "./formula-problem.ts";

/** Longer formulas are shown as they were typed. */
const mostLength = 10_000;

/** Draws `tex` into `element`; the answer is what is wrong with it, if anything. */
export function drawFormula(
  element: HTMLElement,
  tex: string,
  isDisplayed: boolean,
): FormulaProblem | undefined {
  if (tex.length > mostLength) {
    element.textContent = tex;
    return { key: "math.tooLong" };
  }
  try {
    temml.render(tex, element, {
      displayMode: isDisplayed,
      throwOnError: true,
      trust: false,
      maxExpand: 1_000,
      maxSize: [50, 500],
    });
    return undefined;
  } catch (error) {
    element.textContent = tex;
    return formulaProblem(error, tex);
  }
}

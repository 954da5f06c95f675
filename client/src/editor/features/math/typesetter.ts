/**
 * Sets formulas, by Temml as MathML, which browsers draw and screen readers read by themselves. KaTeX
 * would bring 60 files of fonts and a style sheet that every page with the editor had to serve.
 * Loaded when a formula is first shown.
 */

import temml from "temml";

/** Longer formulas are shown as they were typed. */
const mostLength = 10_000;

/** Draws `tex` into `element`; the answer is what is wrong with it, if anything. */
export function drawFormula(
  element: HTMLElement,
  tex: string,
  isDisplayed: boolean,
): string | undefined {
  if (tex.length > mostLength) {
    element.textContent = tex;
    return "This formula is too long to be drawn.";
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
    return error instanceof Error ? error.message : String(error);
  }
}

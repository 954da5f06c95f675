/** Draws formulas as soon as what sets them has been loaded; until then they are their TeX. */

import type { EditorView } from "prosemirror-view";
import { wordsIn } from "../../say.ts";
import type { FormulaProblem } from "./formula-problem.ts";
import { mathWords } from "./math-words.ts";

type Typesetter = typeof import("./typesetter.ts");

/** The typesetter, while it is being loaded and after. */
let loading: Promise<Typesetter> | undefined;

/**
 * Draws `tex` into `element` of `view`, and says on it what is wrong with the formula, if anything. `isWanted` is
 * asked once it can be drawn: another formula may have taken its place.
 */
export function draw(
  view: EditorView,
  element: HTMLElement,
  tex: string,
  isDisplayed: boolean,
  isWanted: () => boolean,
): void {
  element.textContent = tex;
  loading ??= import("./typesetter.ts");
  loading.then(
    ({ drawFormula }) => {
      if (!isWanted()) return;
      const problem = drawFormula(element, tex, isDisplayed);
      element.classList.toggle("is-wrong", problem !== undefined);
      if (problem === undefined) element.removeAttribute("title");
      else element.title = inWords(view, problem);
    },
    () => {
      // TeX is shown instead; the next formula tries again.
      loading = undefined;
    },
  );
}

function inWords(view: EditorView, { key, part = "", problem = "" }: FormulaProblem): string {
  return wordsIn(view, mathWords)(key, { part, problem }).trim();
}

/** Draws formulas as soon as what sets them has been loaded; until then they are their TeX. */

type Typesetter = typeof import("./typesetter.ts");

/** The typesetter, while it is being loaded and after. */
let loading: Promise<Typesetter> | undefined;

/**
 * Draws `tex` into `element`, and says on it what is wrong with the formula, if anything. `isWanted` is
 * asked once it can be drawn: another formula may have taken its place.
 */
export function draw(
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
      else element.title = problem;
    },
    () => {
      // TeX is shown instead; the next formula tries again.
      loading = undefined;
    },
  );
}

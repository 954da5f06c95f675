/** Measures what a finger can hit. */

import type { Page } from "playwright-core";

/**
 * The controls within `scope` that a finger finds hard to hit, with what there is of them: less than 44 by 44
 * CSS pixels, or 40 by 40 where nothing else is nearer than 4. What lies over a control is no part of it. Links
 * within text are as high as their line, as everywhere.
 */
export async function smallTargets(page: Page, scope = "body"): Promise<string[]> {
  return page.evaluate(
    async ([within, kinds]) => {
      const reachPx = 60;
      const isHit = (control: Element, x: number, y: number): boolean => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (control.contains(hit) || hit.closest("label") === control);
      };
      const isControl = (x: number, y: number): boolean =>
        document.elementFromPoint(x, y)?.closest(kinds!) instanceof Element;
      /** From the middle to both sides, as far as it is hit; and whether another control follows there. */
      const reach = (
        control: Element,
        [x, y]: readonly [number, number],
        [dx, dy]: readonly [number, number],
      ): { readonly length: number; readonly isFree: boolean } => {
        let length = 1;
        let isFree = true;
        for (const sign of [1, -1]) {
          let step = 1;
          while (step < reachPx && isHit(control, x + sign * step * dx, y + sign * step * dy))
            step++;
          length += step - 1;
          const next = step + 3;
          if (isControl(x + sign * next * dx, y + sign * next * dy)) {
            isFree &&= isHit(control, x + sign * next * dx, y + sign * next * dy);
          }
        }
        return { length, isFree };
      };
      const isInLine = (control: Element): boolean =>
        control.matches("a") && getComputedStyle(control).display === "inline";
      const found: string[] = [];
      for (const control of document.querySelectorAll(`${within} :is(${kinds})`)) {
        const isShown = control.checkVisibility({
          visibilityProperty: true,
          opacityProperty: true,
        });
        const isPart = control.parentElement?.closest("label, button") instanceof Element;
        if (!isShown || isPart || isInLine(control) || control.matches(".skip-link, [for]"))
          continue;
        /** What is wrong with it, where it is now; undefined if nothing is. */
        const problem = (): string | undefined => {
          const { x, y, width, height } = control.getBoundingClientRect();
          const middle = [x + width / 2, y + height / 2] as const;
          if (!isHit(control, ...middle)) return "covered";
          const across = reach(control, middle, [1, 0]);
          const down = reach(control, middle, [0, 1]);
          const least = across.isFree && down.isFree ? 40 : 44;
          // Borders lie between pixels.
          const isSmall = Math.min(across.length, down.length) < least - 1;
          return isSmall ? `${across.length}×${down.length}` : undefined;
        };
        if (problem() === undefined) continue;
        control.scrollIntoView({ block: "nearest", inline: "nearest" });
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        const left = problem();
        if (left === undefined) continue;
        const name = control.getAttribute("aria-label") ?? control.textContent.trim().slice(0, 30);
        found.push(`${control.tagName.toLowerCase()}.${control.className} "${name}" is ${left}`);
      }
      return found;
    },
    [
      scope,
      "button, a[href], input:not([type=hidden], [type=file]), select, textarea, label, summary, " +
        "[role=button], [role=checkbox], [role^=menuitem], [role=option], [role=switch]",
    ],
  );
}

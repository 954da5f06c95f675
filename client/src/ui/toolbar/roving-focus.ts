/**
 * One stop in the tab order for a whole toolbar: the arrow keys, Home and End move between its
 * tools, as the ARIA Authoring Practices describe toolbars.
 */

import { isRightToLeft } from "../parts/place.ts";

/** The attribute that marks a tool; its value is the tool's ID. */
export const toolAttribute = "data-tool";

/** The tool that `event` moves the focus to, or undefined where the key means something else. */
export function toolToFocus(toolbar: HTMLElement, event: KeyboardEvent): HTMLElement | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const tools = [...toolbar.querySelectorAll<HTMLElement>(`[${toolAttribute}]`)];
  const focused = tools.findIndex((tool) => tool === document.activeElement);
  if (focused < 0) return undefined;
  const [forward, backward] = isRightToLeft(toolbar)
    ? ["ArrowLeft", "ArrowRight"]
    : ["ArrowRight", "ArrowLeft"];
  switch (event.key) {
    case forward:
      return tools[(focused + 1) % tools.length];
    case backward:
      return tools.at(focused - 1);
    case "Home":
      return tools[0];
    case "End":
      return tools.at(-1);
    default:
      return undefined;
  }
}

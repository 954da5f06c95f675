/** Arrow keys, Home and End in a list of buttons of which one is in the tab order. */

/** The button that `event` leads to from the focused one; undefined if it leads nowhere. */
export function listItemToFocus(list: HTMLElement, event: KeyboardEvent): HTMLElement | undefined {
  const buttons = [...list.querySelectorAll<HTMLElement>("button")];
  const focused = buttons.findIndex((button) => button === document.activeElement);
  if (focused === -1) return undefined;
  switch (event.key) {
    case "ArrowDown":
      return buttons[focused + 1];
    case "ArrowUp":
      return buttons[focused - 1];
    case "Home":
      return buttons[0];
    case "End":
      return buttons.at(-1);
    default:
      return undefined;
  }
}

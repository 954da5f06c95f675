/** Tells assistive technology of a list that belongs to a text box, which keeps the focus. */

const attributes = ["aria-controls", "aria-activedescendant", "aria-autocomplete"] as const;

/**
 * The list has the ID `list`, and `active` is that of the choice that Enter takes. Returns the function
 * that takes it back.
 */
export function tellOfList(
  textbox: HTMLElement,
  list: string,
  active: string | undefined,
): () => void {
  textbox.setAttribute("aria-autocomplete", "list");
  textbox.setAttribute("aria-controls", list);
  if (active === undefined) textbox.removeAttribute("aria-activedescendant");
  else textbox.setAttribute("aria-activedescendant", active);
  return () => {
    for (const name of attributes) textbox.removeAttribute(name);
  };
}

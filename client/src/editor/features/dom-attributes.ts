/** Attributes of elements that views of blocks draw. */

/** What others put on a block's element, which its view leaves alone. */
const ofOthers: readonly string[] = ["class", "style", "data-number"];

/** Sets these attributes on `element`, and takes away those that it had before and are not among them. */
export function setDomAttributes(
  element: HTMLElement,
  attributes: Readonly<Record<string, unknown>>,
): void {
  for (const name of element.getAttributeNames()) {
    if (!ofOthers.includes(name) && !Object.hasOwn(attributes, name)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

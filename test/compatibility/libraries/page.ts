/**
 * A page for editors that need one: happy-dom's. Import it before the editor, since most look at the
 * page when they are loaded. Only what is missing in Node is added; happy-dom's other globals, such
 * as `URL`, would take the place of those that everything else uses.
 */

import { Window } from "happy-dom";

const window = new Window({ url: "http://localhost/" });

const functions = [
  "cancelAnimationFrame",
  "getComputedStyle",
  "getSelection",
  "requestAnimationFrame",
] as const;
const values = [
  "CSSStyleSheet",
  "DOMParser",
  "Document",
  "DocumentFragment",
  "Element",
  "HTMLElement",
  "InputEvent",
  "KeyboardEvent",
  "MutationObserver",
  "Node",
  "Range",
  "ResizeObserver",
  "Selection",
  "ShadowRoot",
  "Text",
  "document",
  "navigator",
] as const;

const page: Record<string, unknown> = { window };
for (const name of functions) page[name] = window[name].bind(window);
for (const name of values) page[name] = window[name];
for (const [name, value] of Object.entries(page)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, writable: true });
}

/** An element of the page for an editor to live in. */
export function pageElement(): HTMLElement {
  return document.body.appendChild(document.createElement("div"));
}

/** The marks that the example shows, for texts in any language. */

import type { NodeJson } from "@coscribe/shared/schema";

/** Letters, bare or with a mark. */
export type Inline = string | NodeJson;

/** See the head of this file. */
export function bold(text: string): NodeJson {
  return marked(text, { type: "bold" });
}

/** See the head of this file. */
export function italic(text: string): NodeJson {
  return marked(text, { type: "italic" });
}

/** See the head of this file. */
export function struck(text: string): NodeJson {
  return marked(text, { type: "strike" });
}

/** See the head of this file. */
export function highlighted(text: string): NodeJson {
  return marked(text, { type: "highlight", attrs: { color: "yellow" } });
}

/** See the head of this file. */
export function coloured(text: string): NodeJson {
  return marked(text, { type: "color", attrs: { color: "purple" } });
}

/** See the head of this file. */
export function code(text: string): NodeJson {
  return marked(text, { type: "code" });
}

/** See the head of this file. */
export function linked(text: string): NodeJson {
  return marked(text, { type: "link", attrs: { href: "https://example.org" } });
}

function marked(text: string, mark: object): NodeJson {
  return { type: "text", text, marks: [mark as NodeJson] };
}

/** Trees as y-prosemirror writes them for other schemas, and as anybody may have made them. */

import { addListNodes } from "prosemirror-schema-list";
import { schema as basicSchema } from "prosemirror-schema-basic";
import { Node, Schema } from "prosemirror-model";
import { prosemirrorToYXmlFragment } from "y-prosemirror";
import * as Y from "yjs";

/** The schema of y-prosemirror's demo, and of many who began there. */
export const demoSchema: Schema = new Schema({
  nodes: addListNodes(basicSchema.spec.nodes, "paragraph block*", "block"),
  marks: basicSchema.spec.marks,
});

/** The schema of our version 1, as far as it is stored. */
export const versionOneSchema: Schema = new Schema({
  nodes: {
    doc: { content: "block*" },
    textblock: {
      group: "block",
      content: "inline*",
      attrs: Object.fromEntries(
        ["kind", "level", "indent", "checked", "language"].map((name) => [name, { default: null }]),
      ),
      toDOM: () => ["p", 0],
    },
    divider: { group: "block", toDOM: () => ["hr"] },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, toDOM: () => ["br"] },
  },
  marks: {
    link: { attrs: { href: { default: "" } }, toDOM: () => ["a", 0] },
    ...Object.fromEntries(
      ["bold", "italic", "underline", "strike", "code"].map((name) => [
        name,
        { toDOM: () => ["span", 0] as const },
      ]),
    ),
  },
});

/** Has y-prosemirror write a document into a root. */
export function writeWith(
  schema: Schema,
  content: unknown,
  doc: Y.Doc,
  root = "prosemirror",
): void {
  const whole = Node.fromJSON(schema, { type: "doc", content });
  whole.check();
  prosemirrorToYXmlFragment(whole, doc.getXmlFragment(root));
}

/** A node as ProseMirror takes it. */
export function node(type: string, attrs: object, ...content: readonly object[]): object {
  return { type, attrs, content };
}

/** Text as ProseMirror takes it. */
export function text(words: string, ...marks: readonly (string | object)[]): object {
  return {
    type: "text",
    text: words,
    marks: marks.map((mark) => (typeof mark === "string" ? { type: mark } : mark)),
  };
}

/** An element of a shared document that anybody may have written. */
export function element(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  ...children: readonly (Y.XmlElement | Y.XmlText)[]
): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, [...children]);
  return made;
}

/** A text of a shared document: runs of text, or of objects, with the marks on them. */
export function runs(
  ...parts: readonly (readonly [insert: string | object, marks?: object])[]
): Y.XmlText {
  const made = new Y.XmlText();
  made.applyDelta(parts.map(([insert, attributes]) => ({ insert, attributes: attributes ?? {} })));
  return made;
}

/** Random documents as other programs may write them: in a flow, and as JSON. */

import { flowText, readFlow, type Flow } from "@coscribe/shared/flow";
import * as fc from "fast-check";
import { Doc, XmlElement, XmlText, type Text } from "yjs";

const names = ["callout", "mention", "table", "doc", "text", "unknown_block", "__proto__", "cell"];

const attributes = fc.dictionary(
  fc.constantFrom("kind", "level", "indent", "href", "name", "content", "constructor", "x"),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 3 },
);

const formats = fc.dictionary(
  fc.constantFrom(
    "bold",
    "link",
    "glow",
    "comment:a",
    "comment:b",
    "comment",
    "note:1",
    "a:b:c",
    ":",
    "unknown_mark",
    "constructor",
    "__proto__",
  ),
  fc.oneof(
    fc.dictionary(fc.constantFrom("href", "id"), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 }),
    fc.constantFrom<unknown>(true, "red", 3, ["a"]),
  ),
  { maxKeys: 4 },
);

const letters = fc.string({ minLength: 1, maxLength: 5 });

/** Writes something at the end of a text. A Yjs type can be put into one document only. */
type Write = (text: Text) => void;

const run: fc.Arbitrary<Write> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: letters },
      { weight: 1, arbitrary: fc.constantFrom<object>({ image: "x" }, ["list"]) },
    ),
    formats,
  )
  .map(([insert, marks]) => (text) => {
    text.applyDelta([...after(text), { insert, attributes: marks }]);
  });

const inlineElement: fc.Arbitrary<Write> = fc
  .tuple(fc.constantFrom(...names), attributes, formats)
  .map(([name, given, marks]) => (text) => {
    const { id: _, ...others } = given as { id?: unknown };
    text.applyDelta([...after(text), { insert: elementOf(name, others), attributes: marks }]);
  });

const marker: fc.Arbitrary<Write> = fc
  .tuple(attributes, fc.boolean())
  .map(([given, hasId]) => (text) => {
    text.insertEmbed(text.length, elementOf("block", hasId ? { ...given, id: idIn(text) } : given));
  });

/** An element with elements and texts in it, `depth` deep. */
function container(depth: number): fc.Arbitrary<() => XmlElement> {
  const inner: fc.Arbitrary<() => XmlElement | XmlText> =
    depth === 0
      ? nestedText(0)
      : fc.oneof(nestedText(depth - 1), container(depth - 1), container(depth - 1));
  return fc
    .record({
      name: fc.constantFrom(...names, "table", "table", "cell", "cell", "divider"),
      given: attributes,
      inners: fc.array(inner, { minLength: 1, maxLength: 2 }),
    })
    .map(({ name, given, inners }) => () => {
      const element = elementOf(name, given);
      element.insert(
        0,
        inners.map((make) => make()),
      );
      return element;
    });
}

function nestedText(depth: number): fc.Arbitrary<() => XmlText> {
  return flowContent(depth).map((writes) => () => {
    // It may be in no document yet, and is written once it is in one.
    const made = new XmlText();
    pending.push(() => writes.forEach((write) => write(made)));
    return made;
  });
}

/** What is still to be written in texts that have been put into a document meanwhile. */
const pending: (() => void)[] = [];

function blockObject(depth: number): fc.Arbitrary<Write> {
  return container(depth).map((make) => (text) => {
    const element = make();
    element.setAttribute("id", idIn(text));
    text.insertEmbed(text.length, element);
  });
}

function flowContent(depth: number): fc.Arbitrary<Write[]> {
  const part = fc.oneof(
    { weight: 4, arbitrary: run },
    { weight: 3, arbitrary: marker },
    { weight: 1, arbitrary: inlineElement },
    ...(depth > 0 ? [{ weight: 2, arbitrary: blockObject(depth - 1) }] : []),
  );
  return fc.array(part, { maxLength: 6 });
}

/** What some other program might have written: every mixture of known and unknown. */
export const foreignFlows: fc.Arbitrary<() => Flow> = flowContent(3).map((writes) => () => {
  const text = flowText(new Doc());
  writes.forEach((write) => write(text));
  for (let write = pending.shift(); write !== undefined; write = pending.shift()) write();
  return readFlow(text);
});

function after(text: Text): { retain: number }[] {
  return text.length === 0 ? [] : [{ retain: text.length }];
}

function idIn(text: Text): string {
  return `b${text.length}`;
}

/** An element of a flow that another program may have written. */
export function elementOf(
  name: string,
  given: Readonly<Record<string, unknown>>,
  ...children: readonly (XmlElement | XmlText)[]
): XmlElement {
  const element = new XmlElement(name);
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, value as string);
  element.insert(0, [...children]);
  return element;
}

const types = [
  "doc",
  "paragraph",
  "heading",
  "textblock",
  "divider",
  "table",
  "cell",
  "block",
  "unknown_block",
  "unknown_inline",
  "hard_break",
  "mention",
  "text",
  "__proto__",
];

/** A text that occurs nowhere else. */
const words = fc.uuid();

const foreignMarks = fc.oneof(
  fc.array(
    fc.oneof(
      fc.record({
        type: fc.constantFrom("bold", "comment", "unknown_mark", "glow", "a:b"),
        attrs: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.record({ id: fc.string() })),
      }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    { maxLength: 3 },
  ),
  fc.jsonValue({ maxDepth: 1 }),
);

/** JSON as any editor may write it, broken JSON included, and the texts that are in it. */
export const foreignJson: fc.Arbitrary<{ readonly json: unknown; readonly texts: string[] }> =
  fc.letrec<{ node: Foreign; leaf: Foreign; parent: Foreign }>((tie) => ({
    node: fc.oneof({ maxDepth: 6 }, tie("leaf"), tie("parent"), tie("parent")),
    leaf: fc
      .record({ text: words, marks: foreignMarks, type: fc.constantFrom("text", ...types) })
      .map((json) => ({ json, texts: [json.text] })),
    parent: fc
      .record({
        type: fc.oneof(fc.constantFrom<unknown>(...types), fc.constantFrom<unknown>(5, null, [])),
        attrs: fc.oneof(
          attributes,
          fc.dictionary(fc.constantFrom("id", "name", "content"), fc.jsonValue()),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        marks: foreignMarks,
        inside: fc.array(tie("node"), { maxLength: 4 }),
        nonsense: fc.option(fc.constantFrom<unknown>(null, 7, "word", [[]])),
      })
      .map(({ type, attrs, marks, inside, nonsense }) => {
        const content = [
          ...inside.map(({ json }) => json),
          ...(nonsense === null ? [] : [nonsense]),
        ];
        const texts = inside.flatMap((node) => node.texts);
        return { json: { type, attrs, marks, content }, texts };
      }),
  })).node;

interface Foreign {
  readonly json: unknown;
  readonly texts: string[];
}

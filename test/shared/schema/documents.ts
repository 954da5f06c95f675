/** Random documents of this schema, and short ways to write small ones. */

import { documentSchema, textblockKinds, type TextblockAttrs } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { Fragment, type Mark, type Node } from "prosemirror-model";

/** A document of `blocks`. */
export function documentOf(...blocks: readonly Node[]): Node {
  return documentSchema.topNodeType.create(null, Fragment.fromArray([...blocks]));
}

/** A text block: its attributes, and its text without marks. */
export function block(attrs: Partial<TextblockAttrs>, content = ""): Node {
  return documentSchema.node(
    "textblock",
    attrs,
    content === "" ? [] : [documentSchema.text(content)],
  );
}

const plainMarks = ["bold", "italic", "underline", "strike", "code"];

const marks: fc.Arbitrary<readonly Mark[]> = fc
  .tuple(
    fc.option(fc.constantFrom("https://a.example/?b=1&c=2", "mailto:a@b.example", "/page#part"), {
      freq: 2,
    }),
    fc.subarray(plainMarks, { maxLength: 3 }),
  )
  .map(([href, names]) => [
    ...(href === null ? [] : [documentSchema.mark("link", { href })]),
    ...names.map((name) => documentSchema.mark(name)),
  ]);

/** Text that HTML can hold, with plenty of what it treats specially. */
const characters = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "Z", "é", "語", "🙂", "\u00a0", "\u200d") },
  { weight: 3, arbitrary: fc.constantFrom(" ", " ", "\t", "\n") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("<", ">", "&", '"', "'", "&amp;", "<b>", "</p>", "<!--"),
  },
);

const texts = fc.array(characters, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

const inline: fc.Arbitrary<Node[]> = fc.array(
  fc.tuple(texts, marks).map(([content, on]) => documentSchema.text(content, on)),
  { maxLength: 4 },
);

const language = fc.constantFrom("", "js", "c++", "objective-c", 'a"b<c');

const textblock: fc.Arbitrary<Node> = fc
  .record({
    kind: fc.constantFrom(...textblockKinds),
    level: fc.integer({ min: 1, max: 3 }),
    indent: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 8 })),
    checked: fc.boolean(),
    language,
  })
  .chain((attrs) => fc.record({ attrs: fc.constant(attrs), content: inline }))
  .map(({ attrs, content }) => {
    const { kind, indent } = attrs;
    return documentSchema.node(
      "textblock",
      {
        kind,
        indent,
        // Attributes without meaning for the kind have no place in HTML, nor have marks in code.
        ...(kind === "heading" && { level: attrs.level }),
        ...(kind === "task" && { checked: attrs.checked }),
        ...(kind === "code" && { language: attrs.language }),
      },
      kind === "code" ? content.map((run) => run.mark([])) : content,
    );
  });

/** Documents that HTML can hold whole. */
export const documents: fc.Arbitrary<Node> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: textblock },
      { weight: 1, arbitrary: fc.constant(documentSchema.node("divider")) },
    ),
    { maxLength: 12 },
  )
  .map((blocks) => documentOf(...blocks));

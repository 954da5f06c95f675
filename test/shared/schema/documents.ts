/** Random documents as blocks of a flow, and short ways to write small ones. */

import { colorNames, frames, textblockKinds, type TextblockAttrs } from "@coscribe/shared/schema";
import type { BlockData, InnerData, Run, Values } from "@coscribe/shared/flow";
import * as fc from "fast-check";

/** A text block: its attributes, and its text without marks, or with some. */
export function block(
  attributes: Partial<TextblockAttrs> | Values,
  content: string | readonly Run[] = "",
): BlockData {
  const runs = typeof content === "string" ? [text(content)] : content;
  return {
    name: "block",
    attributes: { ...attributes },
    runs: runs.filter(hasContent),
    inners: [],
  };
}

/** A run of text with these marks. */
export function text(letters: string, formats: Values = {}): Run {
  return { type: "text", text: letters, formats };
}

/** An object within text. */
export function object(name: string, attributes: Values = {}, formats: Values = {}): Run {
  return { type: "object", object: { name, attributes, value: undefined }, formats };
}

/** A plain value within text. */
export function value(embedded: unknown, formats: Values = {}): Run {
  return { type: "object", object: { name: "", attributes: {}, value: embedded }, formats };
}

/** A block object: its name, and what is nested in it. */
export function blockObject(
  name: string,
  attributes: Values = {},
  ...inners: readonly InnerData[]
): BlockData {
  return { name, attributes, runs: [], inners };
}

/** A line across the page. */
export const divider: BlockData = blockObject("divider");

/** A flow within an object. */
export function flow(...blocks: readonly BlockData[]): InnerData {
  return { type: "flow", blocks };
}

/** An element within an object. */
export function cell(attributes: Values, ...inners: readonly InnerData[]): InnerData {
  return { type: "cell", name: "cell", attributes, inners };
}

/** A table of cells with these blocks. */
export function table(...cells: readonly (readonly BlockData[])[]): BlockData {
  return blockObject("table", {}, ...cells.map((blocks) => cell({}, flow(...blocks))));
}

function hasContent(run: Run): boolean {
  return run.type === "object" || run.text !== "";
}

const plainMarks = ["bold", "italic", "underline", "strike", "code", "sub", "sup"];

const marks: fc.Arbitrary<Values> = fc
  .tuple(
    fc.option(fc.constantFrom("https://a.example/?b=1&c=2", "mailto:a@b.example", "/page#part"), {
      freq: 2,
    }),
    fc.subarray(plainMarks, { maxLength: 3 }),
    fc.option(fc.constantFrom(...colorNames), { freq: 4 }),
    fc.option(fc.constantFrom(...colorNames), { freq: 4 }),
  )
  .map(([href, names, color, behind]) => ({
    ...(href !== null && { link: { href } }),
    ...(color !== null && { color: { color } }),
    ...(behind !== null && { highlight: { color: behind } }),
    ...Object.fromEntries(names.map((name) => [name, {}])),
  }));

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

const inline: fc.Arbitrary<Run[]> = fc.array(
  fc.tuple(texts, marks).map(([letters, formats]) => text(letters, formats)),
  { maxLength: 4 },
);

const language = fc.constantFrom("", "js", "c++", "objective-c", 'a"b<c');

const textblock: fc.Arbitrary<BlockData> = fc
  .record({
    kind: fc.constantFrom(...textblockKinds),
    level: fc.integer({ min: 1, max: 6 }),
    frame: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.constantFrom(...frames)),
    align: fc.constantFrom("", "", "center", "end"),
    // Numbers that no line of so short a document has by itself.
    start: fc.constantFrom(null, null, 1_000, 2_000),
    indent: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 8 })),
    checked: fc.boolean(),
    language,
  })
  .chain((attrs) => fc.record({ attrs: fc.constant(attrs), content: inline }))
  .map(({ attrs, content }) => {
    const { kind, indent, level, checked, language: named, frame, align, start } = attrs;
    return block(
      {
        ...(kind !== "paragraph" && { kind }),
        ...(indent > 0 && { indent }),
        ...(frame !== "" && { frame }),
        ...(align !== "" && { align }),
        ...(kind === "numbered" && start !== null && { start }),
        // Attributes without meaning for the kind have no place in HTML, nor have marks in code.
        ...(kind === "heading" && level > 1 && { level }),
        ...(kind === "task" && checked && { checked }),
        ...(kind === "code" && named !== "" && { language: named }),
      },
      kind === "code" || kind === "math"
        ? content.map((run) => ({ ...run, formats: {} }))
        : content,
    );
  });

const oneBlock = fc.oneof(
  { weight: 12, arbitrary: textblock },
  { weight: 1, arbitrary: fc.constant(divider) },
);

const tables = fc
  .array(fc.array(oneBlock, { maxLength: 3 }), { maxLength: 3 })
  .map((cells) => table(...cells));

const cellsWithTables = fc
  .array(fc.array(fc.oneof({ weight: 3, arbitrary: oneBlock }, { weight: 1, arbitrary: tables })), {
    maxLength: 3,
  })
  .map((cells) => table(...cells));

/** Documents that HTML can hold whole, but for runs that could be one. */
export const documents: fc.Arbitrary<BlockData[]> = fc.array(
  fc.oneof(
    { weight: 24, arbitrary: oneBlock },
    { weight: 1, arbitrary: tables },
    { weight: 1, arbitrary: cellsWithTables },
  ),
  { maxLength: 12 },
);

/** What a person sees of a flow, letter by letter, as plain data that tests can change and compare. */

import { readFlow, type Block, type Flow, type Inner } from "@coscribe/shared/flow";

/** A letter, or an object within text, and its formats. */
export interface LetterSeen {
  readonly letter: string;
  readonly formats: string;
}

/** A block as it is seen. */
export interface BlockSeen {
  readonly name: string;
  readonly attributes: string;
  readonly letters: readonly LetterSeen[];
  readonly inners: readonly InnerSeen[];
}

/** A nested flow, or a cell with what is in it. */
export type InnerSeen = readonly BlockSeen[] | { readonly cell: readonly InnerSeen[] };

/** All blocks of a flow as they are seen, without their ids. */
export function outlineOf({ blocks }: Flow): BlockSeen[] {
  return blocks.map(blockOf);
}

/** The text of a flow, a line for each block, with what is nested in brackets. */
export function linesOf(flow: Flow): string[] {
  return flow.blocks.map(({ name, runs, inners }) => {
    const text = runs.map((run) => (run.type === "text" ? run.text : "*")).join("");
    return name === "block" ? text : `<${name}${inners.map(nestedLines).join("")}>`;
  });
}

/** The flow and all those that are nested in it. */
export function allFlows(flow: Flow): Flow[] {
  return [flow, ...flow.blocks.flatMap(({ inners }) => inners.flatMap(flowsIn))];
}

/** Everything that reading says, ids and places included, to compare two readings. */
export function fullOutline(flow: Flow): unknown {
  return flow.blocks.map((block) => ({
    ...blockOf(block),
    id: block.id,
    length: block.length,
    isLoose: block.isLoose,
    pieces: block.pieces.map(({ id, segment, via, follows }) => [
      id,
      flow.segments.indexOf(segment),
      segment.size,
      follows,
      via && flow.segments.indexOf(via.host),
      via?.pointer.at,
    ]),
    flows: block.inners.flatMap(flowsIn).map(fullOutline),
  }));
}

/** The same of the text read anew. */
export function fullOutlineAnew({ text }: Flow): unknown {
  return fullOutline(readFlow(text));
}

function blockOf({ name, attributes, runs, inners }: Block): BlockSeen {
  const { id: _, joined: __, from: ___, ...rest } = attributes;
  const letters = runs.flatMap((run): LetterSeen[] => {
    const formats = inOrder(run.formats);
    const parts = run.type === "text" ? run.text.split("") : [`<${run.object.name}>`];
    return parts.map((letter) => ({ letter, formats }));
  });
  return { name, attributes: inOrder(rest), letters, inners: inners.map(innerOf) };
}

/** Values as text, whatever order they came in. */
export function inOrder(values: Readonly<Record<string, unknown>>): string {
  if (Object.keys(values).length === 0) return "[]";
  return JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function innerOf(inner: Inner): InnerSeen {
  if (inner.type === "cell") return { cell: inner.inners.map(innerOf) };
  return inner.type === "flow" ? outlineOf(inner) : [];
}

function nestedLines(inner: Inner): string {
  if (inner.type === "cell") return `[${inner.inners.map(nestedLines).join("")}]`;
  return inner.type === "flow" ? linesOf(inner).join("|") : "…";
}

function flowsIn(inner: Inner): Flow[] {
  if (inner.type === "cell") return inner.inners.flatMap(flowsIn);
  return inner.type === "flow" ? allFlows(inner) : [];
}

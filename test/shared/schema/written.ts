/** Blocks in a document, and what is the same about blocks that were written and read again. */

import {
  flowText,
  insertBlocks,
  readFlow,
  type BlockData,
  type Flow,
  type InnerData,
  type Run,
  type Values,
} from "@coscribe/shared/flow";
import { defaultTextblockAttrs } from "@coscribe/shared/schema";
import { Doc } from "yjs";

/** A new document of these blocks. */
export function written(blocks: readonly BlockData[]): Flow {
  const text = flowText(new Doc());
  insertBlocks(readFlow(text), undefined, blocks);
  return readFlow(text);
}

/**
 * Blocks without their ids and places. Null is no value, a default need not be stored, and runs of
 * one format are one.
 */
export function contentOf(blocks: readonly BlockData[]): unknown[] {
  return blocks.map(({ name, attributes, runs, inners }) => {
    const { id: _, joined: __, from: ___, ...rest } = attributes;
    return {
      name,
      attributes: plain(rest, name),
      runs: lettersOf(runs),
      inners: inners.map(innerOf),
    };
  });
}

function innerOf(inner: InnerData): unknown {
  switch (inner.type) {
    case "cell":
      return {
        cell: inner.name,
        attributes: plain(inner.attributes),
        inners: inner.inners.map(innerOf),
      };
    case "flow":
      return { flow: contentOf(inner.blocks) };
    case "tooDeep":
      return inner;
  }
}

function lettersOf(runs: readonly Run[]): unknown[] {
  return runs.flatMap((run): unknown[] => {
    const formats = plain(run.formats);
    if (run.type === "text") return run.text.split("").map((letter) => [letter, formats]);
    const { name, attributes, value } = run.object;
    return [[name, plain(attributes), value, formats]];
  });
}

function plain(values: Values, name?: string): unknown {
  const defaults: Values = name === "block" ? { ...defaultTextblockAttrs } : {};
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => {
      return value !== null && !(Object.hasOwn(defaults, key) && defaults[key] === value);
    }),
  );
}

/**
 * What a flow costs at 10,000 paragraphs:
 * `npx tsx --conditions=@coscribe/source test/bench/flow.ts`. Compare only within one run.
 */

import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from "yjs";
import {
  anchorAt,
  flowText,
  insertBlocks,
  insertText,
  joinBlocks,
  moveBlocks,
  positionOf,
  readFlow,
  rereadFlow,
  setFormat,
  splitBlock,
  type Flow,
} from "@coscribe/shared/flow";

const paragraphs = 10_000;
const rounds = 60;
const sentence = "The quick brown fox jumps over the lazy dog and runs on.";

/** A document, and its flow kept as it changes. */
class Copy {
  readonly doc = new Doc();
  flow: Flow;
  /** How long reading again has taken since this was last set. */
  rereadMs = 0;

  constructor(state?: Uint8Array) {
    if (state !== undefined) applyUpdate(this.doc, state);
    this.flow = readFlow(flowText(this.doc));
    this.doc.on("afterTransaction", (transaction) => {
      const begin = performance.now();
      this.flow = rereadFlow(this.flow, transaction);
      this.rereadMs += performance.now() - begin;
    });
  }
}

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** The median of several runs, of which the first third only warms up. */
function median(work: (round: number) => number): number {
  const all = Array.from({ length: rounds }, (_, i) => work(i)).slice(rounds / 3);
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)]!;
}

const author = new Copy();
insertBlocks(
  author.flow,
  undefined,
  Array.from({ length: paragraphs }, (_, i) => ({
    name: "block",
    attributes: i % 10 === 0 ? { kind: "heading", level: 2 } : {},
    runs: [
      { type: "text" as const, text: `${i}: `, formats: {} },
      { type: "text" as const, text: "bold", formats: { bold: {} } },
      { type: "text" as const, text: ` ${sentence}`, formats: {} },
    ],
    inners: [],
  })),
);
const reader = new Copy(encodeStateAsUpdate(author.doc));
const place = (round: number): string => author.flow.blocks[(round * 997) % paragraphs]!.id;

/** How long an edit takes here, and reading it again there. */
function edit(work: (flow: Flow, round: number) => void): { written: number; there: number } {
  const there: number[] = [];
  const written = median((round) => {
    const before = encodeStateVector(author.doc);
    author.rereadMs = 0;
    const took = timed(() => work(author.flow, round));
    reader.rereadMs = 0;
    applyUpdate(reader.doc, encodeStateAsUpdate(author.doc, before));
    there.push(reader.rereadMs);
    return took - author.rereadMs;
  });
  return { written, there: median((round) => there[round]!) };
}

const whole = median(() => timed(() => readFlow(author.flow.text)));
const results: Record<string, { written?: number; there?: number }> = {
  "a whole walk": { there: whole },
  "a letter": edit((flow, i) => insertText(flow, { block: place(i), offset: 20 }, "x")),
  "a letter with formats that its neighbour lacks": edit((flow, i) => {
    insertText(flow, { block: place(i), offset: 20 }, "x", { italic: {} });
  }),
  "bold on a word": edit((flow, i) => {
    setFormat(flow, { block: place(i), offset: 22 }, { block: place(i), offset: 27 }, "bold", {});
  }),
  "a split": edit((flow, i) => splitBlock(flow, { block: place(i), offset: 20 })),
  "a join": edit((flow, i) => {
    const second = 1 + ((i * 997) % (flow.blocks.length - 1));
    joinBlocks(flow, flow.blocks[second - 1]!.id, flow.blocks[second]!.id);
  }),
  "a move": edit((flow, i) => moveBlocks(flow, [place(i)], place(i + 1))),
  "a split in a document with moves": edit((flow, i) =>
    splitBlock(flow, { block: place(i), offset: 20 }),
  ),
  "an anchor there and back": {
    there: median((i) =>
      timed(() => positionOf(author.flow, anchorAt(author.flow, { block: place(i), offset: 9 }))),
    ),
  },
};
const cell = (ms: number | undefined): string =>
  (ms === undefined ? "" : ms.toFixed(2)).padStart(9);
console.log(
  `${paragraphs} paragraphs, ${encodeStateAsUpdate(author.doc).length >> 10} KiB encoded`,
);
console.log(
  `${"ms, median".padEnd(48)}${"writing".padStart(9)}${"reading".padStart(9)}   of a walk`,
);
for (const [name, { written, there }] of Object.entries(results)) {
  const share = there === undefined ? "" : `${((100 * there) / whole).toFixed(0)} %`;
  console.log(name.padEnd(48) + cell(written) + cell(there) + share.padStart(12));
}
process.exit(0);

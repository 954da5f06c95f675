/** Documents in the form of Coscribe's flow. */

import {
  anchorAt,
  flowText,
  insertBlocks,
  insertText,
  readFlow,
  rereadFlow,
  setFormat,
  splitBlock,
  type Flow,
  type Position,
} from "@coscribe/shared/flow";
import { type Doc, relativePositionToJSON, type Transaction } from "yjs";
import type { Paper, PaperKind, Paragraph } from "./paper.ts";

/** Documents with a flow. */
export const flowKind: PaperKind = {
  write: (doc, paragraphs) => new FlowPaper(doc, paragraphs),
  read: (doc) =>
    readFlow(flowText(doc)).blocks.map(({ runs }) =>
      runs.map((run) => (run.type === "text" ? run.text : "")).join(""),
    ),
};

class FlowPaper implements Paper {
  readonly doc: Doc;
  #flow: Flow;
  /** By the number of the paragraph. */
  readonly #ids: readonly string[];

  constructor(doc: Doc, paragraphs: readonly Paragraph[]) {
    this.doc = doc;
    this.#flow = readFlow(flowText(doc));
    doc.on("afterTransaction", (transaction: Transaction) => {
      this.#flow = rereadFlow(this.#flow, transaction);
    });
    const blocks = paragraphs.map(({ before, bold, after }) => ({
      name: "block",
      attributes: {},
      runs: [
        { type: "text" as const, text: before, formats: {} },
        { type: "text" as const, text: bold, formats: { bold: {} } },
        { type: "text" as const, text: after, formats: {} },
      ],
      inners: [],
    }));
    this.#ids = insertBlocks(this.#flow, undefined, blocks);
  }

  insert(paragraph: number, offset: number, letters: string): void {
    insertText(this.#flow, this.#position(paragraph, offset), letters);
  }

  makeBold(paragraph: number, from: number, to: number): void {
    const begin = this.#position(paragraph, from);
    setFormat(this.#flow, begin, this.#position(paragraph, to), "bold", {});
  }

  split(paragraph: number, offset: number): void {
    splitBlock(this.#flow, this.#position(paragraph, offset));
  }

  caretAt(paragraph: number, offset: number): object {
    const anchor = anchorAt(this.#flow, this.#position(paragraph, offset));
    return relativePositionToJSON(anchor) as object;
  }

  #position(paragraph: number, offset: number): Position {
    const block = this.#ids[paragraph];
    if (block === undefined) throw new RangeError(`there is no paragraph ${paragraph}`);
    return { block, offset };
  }
}

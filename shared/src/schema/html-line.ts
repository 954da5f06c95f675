/** The inline content of one block while HTML is read: texts with marks, white space collapsed. */

import type { Mark, Node } from "prosemirror-model";
import { documentSchema } from "./document-schema.ts";
import type { TextblockAttrs } from "./textblock.ts";

/** White space that HTML collapses; a no-break space is not among it. */
const collapsible = /[ \t\n\r\f]+/g;

/** A line that is being read. */
export class HtmlLine {
  readonly #attrs: Partial<TextblockAttrs>;
  readonly #texts: { text: string; readonly marks: readonly Mark[] }[] = [];
  /** Whether the text ends in a space that is dropped at the end of a line. */
  #endsInCollapsible = false;

  /** `attrs` are those of the block that this becomes. */
  constructor(attrs: Partial<TextblockAttrs>) {
    this.#attrs = attrs;
  }

  /** Adds text as a browser would show it. */
  addText(text: string, marks: readonly Mark[]): void {
    const single = text.replaceAll(collapsible, " ");
    const visible = this.#dropsSpace ? single.replace(/^ /, "") : single;
    if (visible === "") return;
    this.#texts.push({ text: visible, marks });
    this.#endsInCollapsible = visible.endsWith(" ");
  }

  /** Adds text with all its spaces and line feeds. */
  addPreserved(text: string, marks: readonly Mark[]): void {
    if (text === "") return;
    this.#texts.push({ text: text.replaceAll(/\r\n?/g, "\n"), marks });
    this.#endsInCollapsible = false;
  }

  /** Adds a line break. */
  addBreak(marks: readonly Mark[]): void {
    if (this.#endsInCollapsible) this.#dropLast();
    this.addPreserved("\n", marks);
  }

  /** Adds a line break unless the line has just begun. */
  addBreakBetween(): void {
    if (this.#lastCharacter !== "" && this.#lastCharacter !== "\n") this.addPreserved("\n", []);
  }

  /** The block. A break at its end is not shown by browsers, and so is none. */
  toBlock(): Node {
    if (this.#endsInCollapsible || this.#lastCharacter === "\n") this.#dropLast();
    const texts = this.#texts.filter(({ text }) => text !== "");
    return documentSchema.node(
      "textblock",
      this.#attrs,
      texts.map(({ text, marks }) => documentSchema.text(text, marks)),
    );
  }

  get #lastCharacter(): string {
    return this.#texts.at(-1)?.text.at(-1) ?? "";
  }

  get #dropsSpace(): boolean {
    return this.#endsInCollapsible || this.#lastCharacter === "" || this.#lastCharacter === "\n";
  }

  #dropLast(): void {
    const last = this.#texts.at(-1);
    if (last !== undefined) last.text = last.text.slice(0, -1);
    this.#endsInCollapsible = false;
  }
}

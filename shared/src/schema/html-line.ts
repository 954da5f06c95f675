/** The inline content of one block while HTML is read: texts with marks, white space collapsed. */

import type { BlockData } from "../flow/data.ts";
import type { InlineObject, Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues, sameValues, type Values } from "../flow/values.ts";
import { cleanText } from "./clean-text.ts";
import { storedAttrs, type TextblockAttrs } from "./textblock.ts";

/** White space that HTML collapses; a no-break space is not among it. */
const collapsible = /[ \t\n\r\f]+/g;

/** Stands for an object among the letters of a line. */
const objectLetter = "\ufffc";

/** A line that is being read. */
export class HtmlLine {
  readonly #attrs: Partial<TextblockAttrs>;
  readonly #texts: { text: string; readonly marks: Values; readonly object?: InlineObject }[] = [];
  /** Whether the text ends in a space that is dropped at the end of a line. */
  #endsInCollapsible = false;

  /** `attrs` are those of the block that this becomes. */
  constructor(attrs: Partial<TextblockAttrs>) {
    this.#attrs = attrs;
  }

  /** Adds text as a browser would show it. */
  addText(text: string, marks: Values): void {
    const single = cleanText(text.replaceAll(collapsible, " "));
    const visible = this.#dropsSpace ? single.replace(/^ /, "") : single;
    if (visible === "") return;
    this.#texts.push({ text: visible, marks });
    this.#endsInCollapsible = visible.endsWith(" ");
  }

  /** Adds text with all its spaces and line feeds. */
  addPreserved(text: string, marks: Values): void {
    if (text === "") return;
    const clean = cleanText(text);
    if (clean !== "") this.#texts.push({ text: clean, marks });
    this.#endsInCollapsible = false;
  }

  /** Adds an object, which counts as a letter. */
  addObject(object: InlineObject, marks: Values): void {
    this.#texts.push({ text: objectLetter, marks, object });
    this.#endsInCollapsible = false;
  }

  /** Adds a line break. */
  addBreak(marks: Values): void {
    if (this.#endsInCollapsible) this.#dropLast();
    this.addPreserved("\n", marks);
  }

  /** Adds a line break unless the line has just begun. */
  addBreakBetween(): void {
    if (this.#lastCharacter !== "" && this.#lastCharacter !== "\n")
      this.addPreserved("\n", noValues);
  }

  /** The block. A break at its end is not shown by browsers, and so is none. */
  toBlock(): BlockData {
    if (this.#endsInCollapsible || this.#lastCharacter === "\n") this.#dropLast();
    const attributes = storedAttrs(this.#attrs);
    return { name: textBlockName, attributes, runs: this.#runs(), inners: [] };
  }

  /** The text, as few runs as it can be. */
  #runs(): Run[] {
    const runs: Run[] = [];
    for (const { text, marks, object } of this.#texts) {
      const last = runs.at(-1);
      if (text === "") continue;
      if (object !== undefined) runs.push({ type: "object", object, formats: marks });
      else if (last?.type === "text" && sameValues(last.formats, marks)) {
        runs[runs.length - 1] = { ...last, text: last.text + text };
      } else runs.push({ type: "text", text, formats: marks });
    }
    return runs;
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

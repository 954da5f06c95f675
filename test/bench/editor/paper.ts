/** A document as a program without a screen writes it: what is typed by people who are elsewhere. */

import type { Doc } from "yjs";

/** A paragraph to begin with: text, of which some is bold. */
export interface Paragraph {
  readonly before: string;
  readonly bold: string;
  readonly after: string;
}

/** See the head of this file. Paragraphs keep the numbers that they had in the beginning. */
export interface Paper {
  readonly doc: Doc;
  insert(paragraph: number, offset: number, letters: string): void;
  makeBold(paragraph: number, from: number, to: number): void;
  /** The text from `offset` on begins a new paragraph behind this one. */
  split(paragraph: number, offset: number): void;
  /** The place of a caret, as the editor's users tell it to each other. */
  caretAt(paragraph: number, offset: number): object;
}

/** What is known of a kind of document. */
export interface PaperKind {
  /** Writes the paragraphs into an empty document. */
  write(doc: Doc, paragraphs: readonly Paragraph[]): Paper;
  /** The text of each paragraph, in order. */
  read(doc: Doc): readonly string[];
}

/** Outline and counts, without a screen. */

import { describe, expect, it } from "vitest";
import { DocumentCounter } from "@coscribe/client/internal/editor/features/counts/counter";
import {
  countsOfText,
  readingMinutes,
} from "@coscribe/client/internal/editor/features/counts/counts";
import {
  outlineOf,
  positionOf,
  sectionAt,
} from "@coscribe/client/internal/editor/features/outline/outline";
import { documentOf, Peer, type Line } from "./peer.ts";

function heading(level: number, text: string): Line {
  return [{ kind: "heading", level }, text];
}

describe("the outline", () => {
  it("E180 is the headings of the document, and the same one until a heading changes", () => {
    const peer = new Peer(1, documentOf(heading(1, "Top"), "text", heading(2, "Part"), "more"));
    const outline = outlineOf(peer.state.doc);
    const shown = outline.entries.map(({ level, text, index }) => [level, text, index]);
    expect(shown).toEqual([
      [1, "Top", 0],
      [2, "Part", 2],
    ]);
    peer.select(1, 4);
    peer.type(" typed");
    const typed = outlineOf(peer.state.doc, outline);
    expect(typed.entries).toBe(outline.entries);
    peer.select(2, 4);
    peer.type("y");
    const renamed = outlineOf(peer.state.doc, typed);
    expect(renamed.entries.map(({ text }) => text)).toEqual(["Top", "Party"]);
    expect(renamed.entries[0]).toBe(outline.entries[0]);
  });

  it("E180 after any edit it is what reading anew says", () => {
    const peer = new Peer(1, documentOf("a", heading(1, "b"), "c", heading(3, "d")));
    let outline = outlineOf(peer.state.doc);
    const edits = [
      (): void => peer.dispatch(peer.state.tr.split(1)),
      (): void => peer.dispatch(peer.state.tr.setNodeAttribute(0, "kind", "heading")),
      (): void => peer.dispatch(peer.state.tr.delete(2, peer.startOf(3) + 2)),
      (): void => peer.dispatch(peer.state.tr.delete(0, peer.startOf(1))),
      (): void => peer.dispatch(peer.state.tr.setNodeAttribute(0, "kind", "paragraph")),
    ];
    for (const edit of edits) {
      edit();
      outline = outlineOf(peer.state.doc, outline);
      expect(outline).toEqual(outlineOf(peer.state.doc));
    }
  });

  it("E180 tells which section a block is in, and where it begins", () => {
    const { doc } = new Peer(1, documentOf("a", heading(1, "b"), "c", heading(3, "d"), "e")).state;
    const outline = outlineOf(doc);
    const sections = [0, 1, 2, 3, 4].map((index) => sectionAt(outline, index)?.text);
    expect(sections).toEqual([undefined, "b", "b", "d", "d"]);
    expect(positionOf(outline, outline.entries[1]!)).toBe(9);
  });
});

describe("counts", () => {
  it("E181 words are what spaces and dashes part, and in scripts without spaces what a dictionary says", () => {
    const words = (text: string): number => countsOfText(text).words;
    expect(words("A well-known word—isn't it? 3.5 & more, foo_bar")).toBe(8);
    expect(words("Привет, мир! مرحبا بالعالم")).toBe(4);
    expect(words("東京の港は美しい。")).toBe(5);
    expect(words("a\nb\u00a0c")).toBe(3);
    expect(words(" – … ")).toBe(0);
  });

  it("E181 a character is what a reader takes for one, and line breaks are none", () => {
    const counts = countsOfText("cafe\u0301 👩‍👩‍👧\n!");
    expect(counts.characters).toBe(7);
    expect(counts.charactersWithoutSpaces).toBe(6);
  });

  it("E181 after any edit they are what counting anew says, of a selection too", () => {
    const peer = new Peer(1, documentOf("one two", "three", "four five six"));
    const counter = new DocumentCounter();
    expect(counter.countsOf(peer.state.doc)).toEqual({
      words: 6,
      characters: 25,
      charactersWithoutSpaces: 22,
      paragraphs: 3,
    });
    const edits = [
      (): void => peer.dispatch(peer.state.tr.insertText("and more ", 1)),
      (): void => peer.dispatch(peer.state.tr.split(5)),
      (): void => peer.dispatch(peer.state.tr.delete(1, peer.startOf(3) + 1)),
    ];
    for (const edit of edits) {
      edit();
      const { doc } = peer.state;
      expect(counter.countsOf(doc)).toEqual(new DocumentCounter().countsOf(doc));
    }
    expect(counter.countsOfSelection(peer.state)).toBeUndefined();
    peer.select(0, 1, 4);
    expect(counter.countsOfSelection(peer.state)?.characters).toBe(3);
  });

  it("E181 the time to read is told in minutes, one at least", () => {
    const minutes = (words: number): number =>
      readingMinutes({ words, characters: 0, charactersWithoutSpaces: 0, paragraphs: 0 });
    expect([0, 1, 230, 231, 2300].map(minutes)).toEqual([0, 1, 1, 2, 10]);
  });
});

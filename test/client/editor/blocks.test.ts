/** What is done with whole blocks, through menus: alone, and while others write in them. */

import { insertBelow } from "@coscribe/client/internal/editor/commands/insert-below";
import { doInPlaceOf } from "@coscribe/client/internal/editor/commands/in-place-of";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import {
  deleteBlocks,
  moveTo,
  moveToBottom,
  moveToTop,
} from "@coscribe/client/internal/editor/commands/move";
import { insertDivider } from "@coscribe/client/internal/editor/features/divider/commands";
import { insertMention } from "@coscribe/client/internal/editor/features/mention/commands";
import { describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer, type Line } from "./peer.ts";

const bullet = (indent: number, text: string): Line => [
  { kind: "bullet", indent: indent || null },
  text,
];

describe("whole blocks", () => {
  it("E203 move to the top and the bottom with what hangs below them", () => {
    const peer = new Peer(1, documentOf("a", bullet(0, "b"), bullet(1, "c"), "d"));
    peer.select(1, 0);
    peer.run(moveToTop);
    expect(peer.lines).toEqual(["b", "c", "a", "d"]);
    peer.run(moveToBottom);
    expect(peer.lines).toEqual(["a", "d", "b", "c"]);
  });

  it("E203 move to a place between blocks, and to no other", () => {
    const peer = new Peer(1, documentOf("a", "b", "c"));
    peer.select(2, 0);
    expect(moveTo(1)(peer.state)).toBe(false);
    expect(moveTo(99)(peer.state)).toBe(false);
    expect(moveTo(9)(peer.state)).toBe(false);
    peer.run(moveTo(3));
    expect(peer.lines).toEqual(["a", "c", "b"]);
  });

  it("E203 a move keeps what another person types in the block at the same time", () => {
    const [ann, ben] = pair("a", "b", "c");
    ann.select(2, 0);
    ann.run(moveToTop);
    ben.select(2, 1);
    ben.type("!");
    exchange(ann, ben);
    expect(ann.lines).toEqual(["c!", "a", "b"]);
    expect(ben.lines).toEqual(ann.lines);
  });

  it("E203 are deleted with what hangs below them", () => {
    const peer = new Peer(1, documentOf(bullet(0, "a"), bullet(1, "b"), bullet(0, "c")));
    peer.select(0, 1);
    peer.run(deleteBlocks);
    expect(peer.lines).toEqual(["c"]);
    peer.run(deleteBlocks);
    expect(peer.lines).toEqual([""]);
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["c"]);
  });

  it("E203 get a new line below what hangs below them, of their list and depth", () => {
    const peer = new Peer(1, documentOf(bullet(1, "a"), bullet(2, "b"), "c"));
    peer.select(0, 0);
    peer.run(insertBelow);
    peer.type("new");
    expect(peer.lines).toEqual(["a", "b", "new", "c"]);
    expect(peer.state.doc.child(2).attrs).toMatchObject({ kind: "bullet", indent: 1 });
  });
});

describe("a tool in the place of what was typed to find it", () => {
  it("E202 what was typed goes, and comes back with one undo", () => {
    const peer = new Peer(1, documentOf("title /head"));
    peer.select(0, 11);
    doInPlaceOf(peer, { from: 7, to: 12 }, setKind("heading", 2));
    expect(peer.lines).toEqual(["title "]);
    expect(peer.state.doc.child(0).attrs).toMatchObject({ kind: "heading", level: 2 });
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["title /head"]);
    expect(peer.state.doc.child(0).attrs).toMatchObject({ kind: null });
  });

  it("E202 typing before it is another step of undo", () => {
    const peer = new Peer(1, documentOf("a"));
    peer.select(0, 1);
    peer.type(" /");
    doInPlaceOf(peer, { from: 3, to: 4 }, () => true);
    expect(peer.lines).toEqual(["a "]);
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["a /"]);
  });

  it("E202 it puts the caret where the tool does, and keeps what others write in the line", () => {
    const [ann, ben] = pair("see /div", "end");
    ann.select(0, 8);
    ben.select(0, 0);
    ben.type("now ");
    doInPlaceOf(ann, { from: 5, to: 9 }, insertDivider);
    exchange(ann, ben);
    expect(ann.lines[0]).toBe("now see ");
    expect(ann.stored).toBe(ben.stored);
    ann.type("x");
    expect(ann.lines.at(-1)).toBe("xend");
  });

  it("E202 a tool that does not apply leaves everything", () => {
    const peer = new Peer(1, documentOf("a /b"));
    peer.select(0, 4);
    expect(doInPlaceOf(peer, { from: 3, to: 5 }, () => false)).toBe(false);
    expect(peer.lines).toEqual(["a /b"]);
  });

  it("E208 a mention takes the place of what was typed, with a space behind it", () => {
    const peer = new Peer(1, documentOf("ask @an"));
    peer.select(0, 7);
    const ann = { kind: "person", ref: "p1", label: "Ann" } as const;
    peer.run(insertMention(ann, { from: 5, to: 8 }));
    peer.type("now");
    expect(peer.lines).toEqual(["ask @Ann now"]);
    const other = new Peer(2, documentOf());
    exchange(peer, other);
    expect(other.lines).toEqual(["ask @Ann now"]);
    peer.binding.history.undo();
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["ask @an"]);
  });
});

/** Which block is which: ids stay with their text, and no two blocks show the same one. */

import { enter } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { duplicate, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { Slice } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer, type Line } from "./peer.ts";

function peerWith(...lines: readonly Line[]): Peer {
  return new Peer(1, documentOf(...lines));
}

/** Checks what must hold for ids after every edit, and returns them. */
function idsOf(...peers: readonly Peer[]): string[] {
  exchange(...peers);
  for (const peer of peers) {
    expect(peer.shown).toBe(peer.stored);
    expect(peer.shown).toBe(peers[0]!.shown);
  }
  const { ids } = peers[0]!;
  expect(new Set(ids).size, ids.join()).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z2-9]{9}$/);
  return ids;
}

describe("the id of a block", () => {
  it("E43 stays with the text when Enter makes a line above it", () => {
    const peer = peerWith("one", [{ kind: "heading", level: 2 }, "two"]);
    const [one, two] = idsOf(peer);
    peer.select(1, 0);
    peer.run(enter);
    const ids = idsOf(peer);
    expect(peer.lines).toEqual(["one", "", "two"]);
    expect([ids[0], ids[2]]).toEqual([one, two]);
  });

  it("E43 stays with the first half when Enter splits, and with the text when Enter ends it", () => {
    for (const offset of [2, 3]) {
      const peer = peerWith("one", "two");
      const [one, two] = idsOf(peer);
      peer.select(0, offset);
      peer.run(enter);
      const ids = idsOf(peer);
      expect(ids).toHaveLength(3);
      expect([ids[0], ids[2]]).toEqual([one, two]);
    }
  });

  it("E43 stays through kinds, moves, joins behind it, and undo", () => {
    const peer = peerWith("one", "two", "three");
    const [one, two, three] = idsOf(peer);
    peer.select(1, 1);
    peer.run(setKind("quote"));
    peer.run(moveUp);
    expect(idsOf(peer)).toEqual([two, one, three]);
    peer.dispatch(peer.state.tr.join(peer.startOf(2)));
    expect(idsOf(peer)).toEqual([two, one]);
    peer.binding.history.undo();
    expect(idsOf(peer)).toEqual([two, one, three]);
    peer.binding.history.redo();
    peer.binding.history.undo();
    expect(idsOf(peer)).toEqual([two, one, three]);
  });

  it("E43 is another one for each copy", () => {
    const peer = peerWith("one", "two");
    const [one, two] = idsOf(peer);
    peer.select(0, 0);
    peer.run(duplicate);
    peer.run(duplicate);
    expect(peer.lines).toEqual(["one", "one", "one", "two"]);
    const ids = idsOf(peer);
    expect([ids[0], ids[3]]).toEqual([one, two]);
  });

  it("E43 is another one for what is pasted while the original is there", () => {
    const peer = peerWith("one", "two", "three");
    const before = idsOf(peer);
    const { doc } = peer.state;
    const copied = doc.slice(0, doc.child(0).nodeSize + doc.child(1).nodeSize);
    peer.dispatch(peer.state.tr.replace(doc.content.size, doc.content.size, copied));
    expect(peer.lines).toEqual(["one", "two", "three", "one", "two"]);
    expect(idsOf(peer).slice(0, 3)).toEqual(before);
    // Into a text, and over one.
    peer.dispatch(peer.state.tr.replace(2, 2, copied));
    idsOf(peer);
    peer.dispatch(peer.state.tr.replaceWith(0, peer.state.doc.child(0).nodeSize, doc.child(1)));
    idsOf(peer);
  });

  it("E43 comes back with what was cut and is pasted elsewhere", () => {
    const peer = peerWith("one", "two", "three");
    const [one, two, three] = idsOf(peer);
    const cut = peer.state.doc.child(0);
    peer.dispatch(peer.state.tr.delete(0, cut.nodeSize));
    peer.dispatch(peer.state.tr.insert(peer.state.doc.content.size, cut));
    expect(idsOf(peer)).toEqual([two, three, one]);
  });

  it("E43 is new for every block that a program makes without one, or with a wrong one", () => {
    const peer = peerWith("one");
    const [one] = idsOf(peer);
    const { schema } = peer.state;
    const wanted = [null, "", 7, "~1:2", "x".repeat(65), one];
    const nodes = wanted.map((id) => schema.node("textblock", { id }));
    peer.dispatch(peer.state.tr.insert(peer.state.doc.content.size, nodes));
    expect(idsOf(peer)).toHaveLength(1 + wanted.length);
    expect(idsOf(peer)[0]).toBe(one);
  });

  it("E43 of a block that two people insert alike is there once", () => {
    const [ann, bob] = pair("one");
    const { schema } = ann.state;
    for (const peer of [ann, bob]) {
      peer.dispatch(peer.state.tr.insert(0, schema.node("textblock", { id: "same" })));
    }
    exchange(ann, bob);
    expect(ann.shown).toBe(bob.shown);
    expect(ann.shown).toBe(ann.stored);
    expect(new Set(ann.ids).size).toBe(ann.ids.length);
    ann.select(0, 0);
    ann.type("a");
    ann.select(1, 0);
    ann.type("b");
    exchange(ann, bob);
    expect(ann.state.doc.textContent).toBe("abone");
    expect(ann.shown).toBe(ann.stored);
    expect(ann.shown).toBe(bob.shown);
  });
});

describe("a copy", () => {
  it("E44 is there after its original has been deleted", () => {
    const [ann, bob] = pair("one", "two");
    ann.select(0, 1);
    ann.run(duplicate);
    ann.dispatch(ann.state.tr.delete(0, ann.state.doc.child(0).nodeSize));
    idsOf(ann, bob);
    expect(bob.lines).toEqual(["one", "two"]);
  });

  it("E44 does not hold what others type in the original, nor lose it", () => {
    const [ann, bob] = pair("one", "two");
    ann.select(0, 1);
    ann.run(duplicate);
    bob.select(0, 2);
    bob.type("!");
    idsOf(ann, bob);
    expect(bob.lines).toEqual(["on!e", "one", "two"]);
  });

  it("E44 may be the same node object at many places", () => {
    const [ann, bob] = pair("one");
    const node = ann.state.doc.child(0);
    ann.dispatch(ann.state.tr.insert(0, [node, node, node]));
    idsOf(ann, bob);
    ann.dispatch(ann.state.tr.replace(5, 10, Slice.empty));
    idsOf(ann, bob);
    expect(bob.lines).toEqual(["one", "one", "one"]);
    ann.select(1, 3);
    ann.type("!");
    idsOf(ann, bob);
    expect(bob.lines).toEqual(["one", "one!", "one"]);
  });
});

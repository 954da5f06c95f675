/** Carets that survive other people's edits. */

import {
  keepSelection,
  restoreSelection,
} from "@coscribe/client/internal/editor/binding/kept-selection";
import {
  parseRelativePosition,
  placeOf,
  positionsOf,
  relativePosition,
  type Side,
} from "@coscribe/client/internal/editor/binding/position";
import { enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { remoteStep } from "@coscribe/client/internal/editor/binding/remote-step";
import { documentSchema } from "@coscribe/shared/schema";
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import {
  absolutePositionToRelativePosition,
  initProseMirrorDoc,
  relativePositionToAbsolutePosition,
} from "y-prosemirror";
import * as Y from "yjs";
import { exchange, pair, Peer } from "./peer.ts";

function resolve(peer: Peer, position: Y.RelativePosition): number | undefined {
  const place = placeOf(peer.fragment, position);
  return place && positionsOf(peer.fragment, peer.state.doc, [place])[0];
}

/** A document with empty blocks, line breaks and marks, and every position in its texts. */
function sample(): { peer: Peer; positions: number[] } {
  const peer = new Peer(1);
  peer.write("first", "", "second line", "");
  peer.select(2, 6);
  peer.run(lineBreak);
  peer.dispatch(peer.state.tr.insert(0, documentSchema.node("divider")));
  const positions: number[] = [];
  peer.state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    for (let offset = 0; offset <= node.content.size; offset++) positions.push(pos + 1 + offset);
  });
  return { peer, positions };
}

/** Where Ann's selection in the first block is after Bob did something. */
function selectionAfter(from: number, to: number, act: (bob: Peer) => void): [number, number] {
  const [ann, bob] = pair("first line", "second");
  const before = ann.state.doc;
  const kept = keepSelection(ann.fragment, before, TextSelection.create(before, from, to));
  act(bob);
  exchange(ann, bob);
  const map = remoteStep(before, ann.state.doc)?.getMap();
  const { anchor, head } = restoreSelection(ann.fragment, ann.state.doc, kept, map);
  return [anchor, head];
}

function typing(offset: number, text: string): (bob: Peer) => void {
  return (bob) => {
    bob.select(0, offset);
    bob.type(text);
  };
}

function splitting(bob: Peer): void {
  bob.select(0, 5);
  bob.run(enter);
}

function deleting(bob: Peer): void {
  bob.dispatch(bob.state.tr.delete(3, 8));
}

describe("a position in the text", () => {
  it("E14 comes back as it was, whichever character it belongs to", () => {
    const { peer, positions } = sample();
    for (const side of ["before", "after"] as const) {
      for (const pos of positions) {
        const position = relativePosition(peer.fragment, peer.state.doc, pos, side);
        expect(resolve(peer, position), `${side} ${pos}`).toBe(pos);
      }
    }
  });

  it("E14 stays with its character while others type at the same place", () => {
    const [ann, bob] = pair("abcd");
    const keep = (side: Side): Y.RelativePosition =>
      relativePosition(ann.fragment, ann.state.doc, 3, side);
    const before = keep("before");
    const after = keep("after");
    bob.select(0, 2);
    bob.type("XY");
    exchange(ann, bob);
    expect(resolve(ann, before)).toBe(3);
    expect(resolve(ann, after)).toBe(5);
  });

  it("E13 means the same to y-prosemirror, in both directions", () => {
    const { peer, positions } = sample();
    const { mapping } = initProseMirrorDoc(peer.fragment, documentSchema);
    for (const pos of positions) {
      const ours = relativePosition(peer.fragment, peer.state.doc, pos, "after");
      const read = relativePositionToAbsolutePosition(peer.doc, peer.fragment, ours, mapping);
      expect(read, `ours at ${pos}`).toBe(pos);
      const theirs = absolutePositionToRelativePosition(pos, peer.fragment, mapping) as unknown;
      const parsed = parseRelativePosition(JSON.parse(JSON.stringify(theirs)));
      expect(resolve(peer, parsed!), `theirs at ${pos}`).toBe(pos);
    }
  });

  it("E13 that is no position of this document is not found", () => {
    const peer = new Peer(1);
    peer.write("text");
    const nonsense: unknown[] = [
      null,
      "position",
      {},
      { type: "x", item: 7 },
      { tname: "constructor" },
      { tname: "another" },
      { item: { client: 1, clock: 1e9 } },
      { item: { client: 77, clock: 0 } },
      { item: { client: 1, clock: -1 } },
      { type: { client: 1, clock: 0.5 } },
    ];
    for (const json of nonsense) {
      const position = parseRelativePosition(json);
      expect(position && placeOf(peer.fragment, position), JSON.stringify(json)).toBeUndefined();
    }
    expect([...peer.doc.share.keys()]).toEqual(["prosemirror"]);
  });
});

describe("the user's own selection", () => {
  it("E14 takes in nothing that is typed at its edges", () => {
    expect(selectionAfter(3, 6, typing(2, "XX"))).toEqual([5, 8]);
    expect(selectionAfter(3, 6, typing(5, "XX"))).toEqual([3, 6]);
    expect(selectionAfter(6, 3, typing(5, "XX"))).toEqual([6, 3]);
    expect(selectionAfter(3, 6, typing(3, "XX"))).toEqual([3, 8]);
  });

  it("E14 stays behind the letter before it when somebody types at the same place", () => {
    expect(selectionAfter(4, 4, typing(3, "XX"))).toEqual([4, 4]);
  });

  it("E14 goes along into the new line when somebody splits the line before it", () => {
    expect(selectionAfter(9, 9, splitting)).toEqual([11, 11]);
    expect(selectionAfter(4, 4, splitting)).toEqual([4, 4]);
  });

  it("E14 stays near when its text is deleted", () => {
    expect(selectionAfter(5, 5, deleting)).toEqual([3, 3]);
    expect(selectionAfter(9, 9, deleting)).toEqual([4, 4]);
  });
});

describe("the step that shows what others did", () => {
  it("E14 moves only what is behind the change", () => {
    const [ann, bob] = pair("one", "two", "three");
    const before = ann.state.doc;
    bob.select(1, 1);
    bob.type("XX");
    exchange(ann, bob);
    const map = remoteStep(before, ann.state.doc)!.getMap();
    expect([1, 4, 6, 7, 8, 12].map((pos) => map.mapResult(pos).deleted)).not.toContain(true);
    expect([1, 4, 6, 8, 12].map((pos) => map.map(pos, -1))).toEqual([1, 4, 6, 10, 14]);
  });

  it("E14 of a changed attribute moves nothing", () => {
    const [ann, bob] = pair("one", "two");
    const before = ann.state.doc;
    bob.dispatch(bob.state.tr.setNodeAttribute(0, "kind", "bullet"));
    exchange(ann, bob);
    const step = remoteStep(before, ann.state.doc)!;
    expect(step.getMap().mapResult(0, 1)).toMatchObject({ pos: 0, deleted: false });
    expect(step.apply().doc!.firstChild!.attrs["kind"]).toBe("bullet");
  });

  it("E14 is none where nothing changed", () => {
    const [ann] = pair("one", "two");
    expect(remoteStep(ann.state.doc, new Peer(2, Y.encodeStateAsUpdate(ann.doc)).state.doc)).toBe(
      undefined,
    );
  });
});

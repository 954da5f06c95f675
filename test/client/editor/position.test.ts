/** Carets and selections that survive other people's edits. */

import {
  anchored,
  parseRelativePosition,
  positionOfAnchored,
  relativePosition,
} from "@coscribe/client/internal/editor/binding/anchored";
import {
  anchorSelection,
  restoreSelection,
} from "@coscribe/client/internal/editor/binding/anchored-selection";
import { remoteStep } from "@coscribe/client/internal/editor/binding/remote-step";
import { backspace, enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { moveUp } from "@coscribe/client/internal/editor/commands/move";
import { flowText, type Side } from "@coscribe/shared/flow";
import { documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { AllSelection, NodeSelection, TextSelection, type Command } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { oldTable } from "./old-table.ts";
import { documentOf, exchange, pair, Peer } from "./peer.ts";

/** The place of `pos` as it goes to others and comes back from them. */
function sent(peer: Peer, pos: number, side: Side): Y.RelativePosition {
  const { flow } = peer.binding;
  const place = relativePosition(flow, anchored(flow, peer.state.doc.resolve(pos), side));
  return parseRelativePosition(JSON.parse(JSON.stringify(place)))!;
}

function resolve(peer: Peer, anchor: Y.RelativePosition): number | undefined {
  return positionOfAnchored(peer.binding.flow, peer.state.doc, { type: "letter", anchor });
}

function line(text: string): Node {
  return documentSchema.node("textblock", {}, text === "" ? [] : [documentSchema.text(text)]);
}

/** Empty blocks, line breaks, a divider, moved blocks and cells, and every position in the texts. */
function sample(): { peer: Peer; positions: number[] } {
  const peer = new Peer(1, documentOf("first", "", "second line", ""));
  peer.select(2, 6);
  peer.run(lineBreak);
  peer.run(moveUp);
  const cells = ["cell", ""].map((text) =>
    documentSchema.node("cell", {}, [line(text), line("x")]),
  );
  const objects = [documentSchema.node("divider"), oldTable(...cells)];
  peer.dispatch(peer.state.tr.insert(0, objects));
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
  ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, from, to)));
  act(bob);
  exchange(ann, bob);
  const { anchor, head } = ann.state.selection;
  return [anchor, head];
}

function typing(offset: number, text: string): (bob: Peer) => void {
  return (bob) => {
    bob.select(0, offset);
    bob.type(text);
  };
}

function doing(command: Command, block: number, offset: number): (bob: Peer) => void {
  return (bob) => {
    bob.select(block, offset);
    bob.run(command);
  };
}

describe("a position in the text", () => {
  it("E14 comes back as it was, whichever letter it belongs to", () => {
    const { peer, positions } = sample();
    for (const side of ["before", "after"] as const) {
      for (const pos of positions) {
        expect(resolve(peer, sent(peer, pos, side)), `${side} ${pos}`).toBe(pos);
      }
    }
  });

  it("E13 is the same place for everybody who has the document", () => {
    const { peer, positions } = sample();
    const other = new Peer(2, Y.encodeStateAsUpdate(peer.doc));
    for (const pos of positions) {
      expect(resolve(other, sent(peer, pos, "before")), String(pos)).toBe(pos);
    }
  });

  it("E13 is a relative position of Yjs in the flow, which other programs can make and read", () => {
    const peer = new Peer(1, documentOf("abcd"));
    const position = sent(peer, 3, "after");
    const text = flowText(peer.doc);
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, peer.doc)!;
    expect([absolute.type === text, absolute.index]).toEqual([true, 3]);
    const theirs = Y.createRelativePositionFromTypeIndex(text, 4);
    expect(resolve(peer, theirs)).toBe(4);
  });

  it("E14 stays with its letter while others type at the same place", () => {
    const [ann, bob] = pair("abcd");
    const before = sent(ann, 3, "before");
    const after = sent(ann, 3, "after");
    bob.select(0, 2);
    bob.type("XY");
    exchange(ann, bob);
    expect(resolve(ann, before)).toBe(3);
    expect(resolve(ann, after)).toBe(5);
  });

  it("E13 that is no position of this document is not found", () => {
    const peer = new Peer(1, documentOf("text"));
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
      expect(position && resolve(peer, position), JSON.stringify(json)).toBeUndefined();
    }
    expect([...peer.doc.share.keys()]).toEqual(["flow"]);
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
    expect(selectionAfter(9, 9, doing(enter, 0, 5))).toEqual([11, 11]);
    expect(selectionAfter(4, 4, doing(enter, 0, 5))).toEqual([4, 4]);
    expect(selectionAfter(4, 9, doing(enter, 0, 5))).toEqual([4, 11]);
  });

  it("E14 goes along when somebody moves, joins or turns its line into something else", () => {
    expect(selectionAfter(4, 6, doing(moveUp, 1, 0))).toEqual([12, 14]);
    expect(selectionAfter(15, 17, doing(backspace, 1, 0))).toEqual([13, 15]);
    expect(selectionAfter(4, 6, doing(setKind("quote"), 0, 0))).toEqual([4, 6]);
  });

  it("E14 stays near when its text is deleted", () => {
    const deleting = (bob: Peer): void => bob.dispatch(bob.state.tr.delete(3, 8));
    expect(selectionAfter(5, 5, deleting)).toEqual([3, 3]);
    expect(selectionAfter(9, 9, deleting)).toEqual([4, 4]);
    const deletingLine = (bob: Peer): void => bob.dispatch(bob.state.tr.delete(0, 12));
    const [anchor, head] = selectionAfter(5, 5, deletingLine);
    expect([anchor, head]).toEqual([1, 1]);
  });

  it("E14 of a block or of everything stays what it is", () => {
    const [ann, bob] = pair("one", "two");
    const { tr } = ann.state;
    tr.insert(5, documentSchema.node("divider"));
    ann.dispatch(tr.setSelection(NodeSelection.create(tr.doc, 5)));
    exchange(ann, bob);
    bob.select(0, 0);
    bob.type("XX");
    exchange(ann, bob);
    expect(ann.state.selection.toJSON()).toEqual({ type: "node", anchor: 7 });
    ann.dispatch(ann.state.tr.setSelection(new AllSelection(ann.state.doc)));
    bob.type("YY");
    exchange(ann, bob);
    expect(ann.state.selection.toJSON()).toEqual({ type: "all" });
    expect(ann.state.selection.to).toBe(ann.state.doc.content.size);
  });

  it("E14 can be kept, and found again in the document as it is then", () => {
    const { peer, positions } = sample();
    const { doc } = peer.state;
    for (const from of positions) {
      for (const to of positions) {
        const selection = TextSelection.create(doc, from, to);
        const kept = anchorSelection(peer.binding.flow, selection);
        const found = restoreSelection(peer.binding.flow, doc, kept, 0);
        expect([found.anchor, found.head]).toEqual([from, to]);
      }
    }
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

  it("E14 does so in the cells of a table, too", () => {
    const { peer: ann } = sample();
    const bob = new Peer(2, Y.encodeStateAsUpdate(ann.doc));
    const before = ann.state.doc;
    const positions: number[] = [];
    before.descendants((node, pos) => {
      if (node.isTextblock) positions.push(pos + 1);
    });
    const [, second] = positions;
    bob.dispatch(bob.state.tr.insertText("XX", second! + 1));
    exchange(ann, bob);
    const map = remoteStep(before, ann.state.doc)!.getMap();
    for (const [i, pos] of positions.entries()) {
      const { pos: mapped, deleted } = map.mapResult(pos);
      expect([mapped, deleted], String(i)).toEqual([i > 1 ? pos + 2 : pos, false]);
    }
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
    const other = new Peer(2, Y.encodeStateAsUpdate(ann.doc));
    expect(remoteStep(ann.state.doc, other.state.doc)).toBe(undefined);
  });
});

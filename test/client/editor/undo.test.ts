/** What one step of undo takes back, and what it leaves alone. */

import { backspace, enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleChecked } from "@coscribe/client/internal/editor/features/list/commands";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { setLink } from "@coscribe/client/internal/editor/features/link/commands";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { AllSelection, NodeSelection, type Command } from "prosemirror-state";
import { beforeEach, describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer, type Line } from "./peer.ts";

/** The time of the next edit, in ms. Nobody waits in these tests. */
let nowMs = 0;
beforeEach(() => {
  nowMs = 1_000_000;
});

/** Longer than the pauses within a word. */
const pauseMs = 2_000;

function peerWith(...lines: readonly Line[]): Peer {
  return new Peer(1, documentOf(...lines));
}

/** Types letter by letter, as fast as one types. */
function typeSlowly(peer: Peer, text: string): void {
  for (const letter of text) {
    nowMs += 150;
    peer.dispatch(peer.state.tr.insertText(letter).setTime(nowMs));
  }
}

/** Deletes the letters before the caret, or with -1 those after it, one by one. */
function erase(peer: Peer, count: number, side: 1 | -1 = 1): void {
  for (let i = 0; i < count; i++) {
    nowMs += 150;
    const { head } = peer.state.selection;
    const [from, to] = side === 1 ? [head - 1, head] : [head, head + 1];
    peer.dispatch(peer.state.tr.delete(from, to).setTime(nowMs));
  }
}

function doing(command: Command, block: number, offset: number, to = offset): (peer: Peer) => void {
  return (peer) => {
    peer.select(block, offset, to);
    peer.run((state, dispatch) =>
      command(state, dispatch && ((tr) => dispatch(tr.setTime(nowMs)))),
    );
  };
}

/** The texts after each step of undo, until there is none, with `/` between lines. */
function undone(peer: Peer): string[] {
  const texts: string[] = [];
  while (peer.binding.history.undo()) {
    texts.push(peer.lines.join("/"));
    expect(peer.shown).toBe(peer.stored);
  }
  return texts;
}

function undo(peer: Peer): void {
  expect(peer.binding.history.undo()).toBe(true);
}

function redo(peer: Peer): void {
  expect(peer.binding.history.redo()).toBe(true);
}

/** Exchanges, checks that everybody sees what is stored, and says what that is. */
function agreed(...peers: readonly Peer[]): string {
  exchange(...peers);
  for (const peer of peers) {
    expect(peer.shown).toBe(peer.stored);
    expect(peer.shown).toBe(peers[0]!.shown);
  }
  return peers[0]!.lines.join("/");
}

describe("a step of undo", () => {
  it("E47 is what was typed without a pause at one place", () => {
    const peer = peerWith("one", "two");
    peer.select(0, 3);
    typeSlowly(peer, " more");
    expect(undone(peer)).toEqual(["one/two"]);
  });

  it("E47 ends with a pause", () => {
    const peer = peerWith("-");
    peer.select(0, 1);
    typeSlowly(peer, "ab");
    nowMs += pauseMs;
    typeSlowly(peer, "cd");
    expect(undone(peer)).toEqual(["-ab", "-"]);
  });

  it("E47 ends where one types elsewhere", () => {
    const peer = peerWith("one", "two");
    peer.select(0, 3);
    typeSlowly(peer, "a");
    peer.select(1, 3);
    typeSlowly(peer, "b");
    peer.select(0, 0);
    typeSlowly(peer, "c");
    expect(undone(peer)).toEqual(["onea/twob", "onea/two", "one/two"]);
  });

  it("E47 is a word or so in a text that is typed without any pause", () => {
    const peer = peerWith("");
    peer.select(0, 0);
    typeSlowly(peer, "words ".repeat(40));
    const texts = undone(peer);
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.length).toBeLessThan(8);
    for (const text of texts) expect(text).toMatch(/^(words )*words$|^$/);
  });

  it("E47 is what was deleted letter by letter, backwards or forwards", () => {
    const peer = peerWith("abcdef");
    peer.select(0, 6);
    typeSlowly(peer, "gh");
    erase(peer, 4);
    peer.select(0, 0);
    erase(peer, 2, -1);
    expect(peer.lines).toEqual(["cd"]);
    expect(undone(peer)).toEqual(["abcd", "abcdefgh", "abcdef"]);
  });

  it("E47 is a selection together with what is typed over it", () => {
    const peer = peerWith("one two three");
    peer.select(0, 4, 7);
    typeSlowly(peer, "2nd");
    expect(peer.lines).toEqual(["one 2nd three"]);
    undo(peer);
    expect(peer.lines).toEqual(["one two three"]);
    const { $anchor, $head } = peer.state.selection;
    expect([$anchor.parentOffset, $head.parentOffset]).toEqual([4, 7]);
  });

  it("E47 is what an input method wrote again and again", () => {
    const peer = peerWith("-");
    peer.select(0, 1);
    for (const [from, text] of [
      [2, "k"],
      [2, "ka"],
      [2, "か"],
      [3, "n"],
      [3, "na"],
      [3, "な"],
    ] as const) {
      nowMs += 150;
      const end = peer.state.doc.firstChild!.content.size + 1;
      peer.dispatch(peer.state.tr.insertText(text, from, end).setTime(nowMs));
    }
    expect(peer.lines).toEqual(["-かな"]);
    expect(undone(peer)).toEqual(["-"]);
  });

  const single: [what: string, act: (peer: Peer) => void][] = [
    ["a split", doing(enter, 0, 2)],
    ["a join", doing(backspace, 1, 0)],
    ["a mark", doing(toggleMark("bold"), 0, 0, 3)],
    ["a link", doing(setLink("https://a.example"), 0, 0, 3)],
    ["a kind", doing(setKind("heading"), 0, 3)],
    ["a move", doing(moveDown, 0, 3)],
    ["a copy", doing(duplicate, 0, 3)],
    [
      "a paste",
      (peer) =>
        peer.dispatch(peer.state.tr.insertText("pasted").setMeta("paste", true).setTime(nowMs)),
    ],
    [
      "a drop",
      (peer) =>
        peer.dispatch(
          peer.state.tr.insertText("dropped").setMeta("uiEvent", "drop").setTime(nowMs),
        ),
    ],
    [
      "a cut",
      (peer) => peer.dispatch(peer.state.tr.delete(1, 3).setMeta("uiEvent", "cut").setTime(nowMs)),
    ],
    [
      "a replacement by a program",
      (peer) =>
        peer.dispatch(peer.state.tr.insertText("x", 1, 2).insertText("y", 4, 5).setTime(nowMs)),
    ],
  ];

  for (const [what, act] of single) {
    it(`E47 is ${what} by itself, apart from what is typed before and after`, () => {
      const peer = peerWith("one", "two");
      const states = [peer.shown];
      peer.select(0, 3);
      typeSlowly(peer, "ab");
      states.push(peer.shown);
      act(peer);
      states.push(peer.shown);
      expect(states[2]).not.toBe(states[1]);
      typeSlowly(peer, "cd");
      for (const state of states.toReversed()) {
        undo(peer);
        expect(peer.shown).toBe(state);
      }
      expect(peer.binding.history.canUndo).toBe(false);
    });
  }

  it("E47 is the same for redo", () => {
    const peer = peerWith("one", "two");
    peer.select(0, 3);
    typeSlowly(peer, "ab");
    doing(enter, 0, 1)(peer);
    doing(moveDown, 0, 0)(peer);
    const done = peer.shown;
    expect(undone(peer)).toEqual(["o/neab/two", "oneab/two", "one/two"]);
    while (peer.binding.history.redo()) expect(peer.shown).toBe(peer.stored);
    expect(peer.shown).toBe(done);
  });

  it("E47 that was undone can not be redone after something else was done", () => {
    const peer = peerWith("-");
    peer.select(0, 1);
    typeSlowly(peer, "ab");
    undo(peer);
    typeSlowly(peer, "c");
    expect(peer.binding.history.canRedo).toBe(false);
    expect(undone(peer)).toEqual(["-"]);
  });

  it("E47 goes on while others edit elsewhere", () => {
    const [ann, bob] = pair("one", "two");
    ann.select(1, 3);
    bob.select(0, 0);
    for (const letter of "abcd") {
      typeSlowly(ann, letter);
      bob.type("#");
      if (letter === "b") bob.run(enter);
      agreed(ann, bob);
    }
    expect(ann.lines.at(-1)).toBe("twoabcd");
    undo(ann);
    expect(agreed(ann, bob)).toBe("##/##one/two");
    expect(ann.binding.history.canUndo).toBe(false);
  });

  it("E47 is not made by others, nor by selecting", () => {
    const [ann, bob] = pair("one");
    ann.select(0, 1);
    bob.type("x");
    agreed(ann, bob);
    ann.select(0, 2);
    expect(ann.binding.history.canUndo).toBe(false);
    expect(ann.binding.history.undo()).toBe(false);
    expect(ann.writes).toBe(0);
  });
});

describe("undo", () => {
  const acts: [what: string, act: (peer: Peer) => void, after: string][] = [
    ["split the block in it", doing(enter, 1, 5), "one/two/three"],
    ["split the block before it", doing(enter, 1, 1), "one/t/wo/three"],
    ["joined the block", doing(backspace, 1, 0), "onetwo/three"],
    ["joined the next block to it", doing(backspace, 2, 0), "one/twothree"],
    ["moved the block", doing(moveUp, 1, 0), "two/one/three"],
    [
      "moved the block away and split it",
      (peer) => {
        doing(moveDown, 1, 0)(peer);
        doing(enter, 2, 5)(peer);
      },
      "one/three/two",
    ],
    ["changed the kind", doing(setKind("quote"), 1, 0), "one/two/three"],
    ["made it bold", doing(toggleMark("bold"), 1, 0, 7), "one/two/three"],
  ];

  for (const [what, act, after] of acts) {
    it(`E48 takes back what one has typed after others ${what}, and redo brings it again`, () => {
      const [ann, bob] = pair("one", "two", "three");
      ann.select(1, 3);
      typeSlowly(ann, "ABCD");
      agreed(ann, bob);
      act(bob);
      const done = agreed(ann, bob);
      undo(ann);
      // The line that a split in the typed text has made stays: it is not Ann's.
      expect(agreed(ann, bob).replace(/\/(?=\/|$)/, "")).toBe(after);
      redo(ann);
      expect(agreed(ann, bob)).toBe(done);
    });

    it(`E48 takes back what one has typed at the same time as others ${what}`, () => {
      const [ann, bob] = pair("one", "two....", "three");
      ann.select(1, 3);
      typeSlowly(ann, "ABCD");
      act(bob);
      const done = agreed(ann, bob);
      undo(ann);
      expect(agreed(ann, bob)).toBe(done.replaceAll(/[A-D]/g, ""));
      redo(ann);
      expect(agreed(ann, bob)).toBe(done);
    });
  }

  it("E48 does not take away what others have typed in one's own line", () => {
    const [ann, bob] = pair("one");
    ann.select(0, 3);
    ann.run(enter);
    typeSlowly(ann, "mine");
    agreed(ann, bob);
    bob.select(1, 2);
    bob.type("BOB");
    agreed(ann, bob);
    while (ann.binding.history.undo());
    expect(agreed(ann, bob)).toBe("oneBOB");
    while (ann.binding.history.redo());
    const text = agreed(ann, bob);
    for (const letters of ["BOB", "mi", "ne"]) expect(text).toContain(letters);
  });

  it("E48 does not bring back what others have deleted", () => {
    const [ann, bob] = pair("-");
    ann.select(0, 1);
    typeSlowly(ann, "abc");
    agreed(ann, bob);
    bob.dispatch(bob.state.tr.delete(3, 4));
    expect(agreed(ann, bob)).toBe("-ac");
    undo(ann);
    expect(agreed(ann, bob)).toBe("-");
    redo(ann);
    expect(agreed(ann, bob)).toBe("-ac");
  });

  it("E48 brings back what one has deleted, whoever had written it, where it was", () => {
    const [ann, bob] = pair("one", "two", "three");
    ann.dispatch(ann.state.tr.delete(3, 13));
    bob.select(1, 2);
    bob.type("B");
    const after = agreed(ann, bob);
    expect(after).toBe("onBree");
    undo(ann);
    expect(agreed(ann, bob)).toBe("one/twBo/three");
    redo(ann);
    expect(agreed(ann, bob)).toBe(after);
  });

  it("E48 of a join splits where the lines were joined, with what others have typed since", () => {
    const [ann, bob] = pair("one", [{ kind: "quote" }, "two"]);
    doing(backspace, 1, 0)(ann);
    doing(backspace, 1, 0)(ann);
    expect(agreed(ann, bob)).toBe("onetwo");
    bob.select(0, 6);
    bob.type("!");
    bob.select(0, 0);
    bob.type("?");
    agreed(ann, bob);
    undo(ann);
    expect(agreed(ann, bob)).toBe("?one/two!");
    undo(ann);
    expect(ann.state.doc.child(1).attrs["kind"]).toBe("quote");
    agreed(ann, bob);
  });

  it("E48 of a move puts the line back, with what others have typed in it since", () => {
    const [ann, bob] = pair("one", "two", "three");
    doing(moveUp, 2, 0)(ann);
    agreed(ann, bob);
    bob.select(1, 5);
    bob.type("!");
    agreed(ann, bob);
    undo(ann);
    expect(agreed(ann, bob)).toBe("one/two/three!");
    redo(ann);
    expect(agreed(ann, bob)).toBe("one/three!/two");
  });

  it("E48 leaves the kind that somebody else has set since", () => {
    const [ann, bob] = pair([{ kind: "task" }, "one"]);
    doing(setKind("quote"), 0, 0)(ann);
    agreed(ann, bob);
    doing(setKind("heading"), 0, 0)(bob);
    agreed(ann, bob);
    // There is nothing left of her own that could be taken back.
    expect(ann.binding.history.undo()).toBe(false);
    agreed(ann, bob);
    expect(bob.state.doc.firstChild!.attrs["kind"]).toBe("heading");
    doing(setKind("task"), 0, 0)(bob);
    doing(toggleChecked, 0, 0)(bob);
    agreed(ann, bob);
    undo(bob);
    expect(agreed(ann, bob)).toBe("one");
    expect(bob.state.doc.firstChild!.attrs).toMatchObject({ kind: "task", checked: null });
  });

  it("E48 of a mark leaves what others have typed in it", () => {
    const [ann, bob] = pair("one two");
    doing(toggleMark("bold"), 0, 0, 3)(ann);
    agreed(ann, bob);
    bob.select(0, 2);
    bob.type("X");
    agreed(ann, bob);
    undo(ann);
    expect(agreed(ann, bob)).toBe("onXe two");
    expect(ann.state.doc.rangeHasMark(0, 9, ann.state.schema.marks["bold"]!)).toBe(false);
  });

  it("E48 of everything by everybody leaves what was there", () => {
    const [ann, bob] = pair("one", "two", "three");
    const before = ann.shown;
    for (const [peer, block] of [
      [ann, 0],
      [bob, 1],
      [ann, 2],
      [bob, 0],
    ] as const) {
      peer.select(block, 1);
      typeSlowly(peer, peer === ann ? "A" : "B");
      peer.run(block === 2 ? moveUp : lineBreak);
      peer.run(enter);
      agreed(ann, bob);
    }
    while (ann.binding.history.undo()) agreed(ann, bob);
    while (bob.binding.history.undo()) agreed(ann, bob);
    agreed(ann, bob);
    expect(ann.shown).toBe(before);
  });

  it("E48 brings the selection back, of whatever kind it was", () => {
    const peer = peerWith("one", "two");
    peer.dispatch(peer.state.tr.insert(5, peer.state.schema.node("divider")));
    peer.dispatch(peer.state.tr.setSelection(NodeSelection.create(peer.state.doc, 5)));
    peer.run(backspace);
    expect(peer.state.doc.childCount).toBe(2);
    undo(peer);
    expect(peer.state.selection.toJSON()).toEqual({ type: "node", anchor: 5 });
    peer.dispatch(peer.state.tr.setSelection(new AllSelection(peer.state.doc)));
    peer.run(backspace);
    undo(peer);
    expect(peer.state.selection.toJSON()).toEqual({ type: "all" });
    peer.select(2, 3, 1);
    peer.type("x");
    peer.select(0, 0);
    undo(peer);
    const { $anchor, $head } = peer.state.selection;
    expect([$anchor.index(0), $anchor.parentOffset, $head.parentOffset]).toEqual([2, 3, 1]);
  });

  it("E48 brings the caret back to its letter, wherever others have taken that", () => {
    const [ann, bob] = pair("one", "two");
    ann.select(1, 2);
    typeSlowly(ann, "X");
    ann.select(0, 0);
    agreed(ann, bob);
    doing(moveUp, 1, 0)(bob);
    bob.select(0, 0);
    bob.type("B");
    agreed(ann, bob);
    undo(ann);
    expect(ann.lines).toEqual(["Btwo", "one"]);
    const { $head } = ann.state.selection;
    expect([$head.index(0), $head.parentOffset]).toEqual([0, 3]);
  });
});

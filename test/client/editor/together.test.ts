/**
 * What two or three people do to the same blocks at once, and what comes out. The fuzz does all of it
 * at random; here it stands by name.
 */

import { backspace, enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleChecked } from "@coscribe/client/internal/editor/features/list/commands";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { AllSelection, type Command } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer, type Line } from "./peer.ts";

/** Something that one person does. */
type Act = (peer: Peer) => void;

function doing(command: Command, block: number, offset: number, to = offset): Act {
  return (peer) => {
    peer.select(block, offset, to);
    peer.run(command);
  };
}

function typing(text: string, block: number, offset: number): Act {
  return (peer) => {
    peer.select(block, offset);
    peer.type(text);
  };
}

function all(command: Command): Act {
  return (peer) => {
    peer.dispatch(peer.state.tr.setSelection(new AllSelection(peer.state.doc)));
    peer.run(command);
  };
}

/** The lines after everybody did something apart; all see the same, and what is stored. */
function atOnce(lines: readonly Line[], ...acts: readonly Act[]): string[] {
  const content = documentOf(...lines);
  const peers = acts.map((_, i) => new Peer(i + 1, content));
  for (const [i, act] of acts.entries()) act(peers[i]!);
  exchange(...peers);
  for (const peer of peers) {
    expect(peer.shown).toBe(peers[0]!.shown);
    expect(peer.shown).toBe(peer.stored);
  }
  return peers[0]!.lines;
}

const three = ["first line", "second", "third one"];

describe("letters typed while others edit the same blocks", () => {
  const cases: [what: string, act: Act, typed: Act, after: string[]][] = [
    [
      "a join, in the second line",
      doing(backspace, 1, 0),
      typing("!", 1, 6),
      ["first linesecond!", "third one"],
    ],
    [
      "a join, in the first line",
      doing(backspace, 1, 0),
      typing("!", 0, 5),
      ["first! linesecond", "third one"],
    ],
    [
      "a split, behind it",
      doing(enter, 0, 5),
      typing("!", 0, 10),
      ["first", " line!", "second", "third one"],
    ],
    [
      "a split, before it",
      doing(enter, 0, 5),
      typing("!", 0, 2),
      ["fi!rst", " line", "second", "third one"],
    ],
    [
      "a line above",
      doing(enter, 1, 0),
      typing("!", 1, 3),
      ["first line", "", "sec!ond", "third one"],
    ],
    [
      "a line below",
      doing(enter, 1, 6),
      typing("!", 1, 3),
      ["first line", "sec!ond", "", "third one"],
    ],
    ["a move up", doing(moveUp, 1, 0), typing("!", 1, 6), ["second!", "first line", "third one"]],
    [
      "a move up past it",
      doing(moveUp, 1, 0),
      typing("!", 0, 10),
      ["second", "first line!", "third one"],
    ],
    [
      "a move down",
      doing(moveDown, 1, 0),
      typing("!", 1, 6),
      ["first line", "third one", "second!"],
    ],
    [
      "another kind",
      doing(setKind("code"), 1, 0),
      typing("!", 1, 3),
      ["first line", "sec!ond", "third one"],
    ],
    [
      "a mark",
      doing(toggleMark("bold"), 1, 0, 6),
      typing("!", 1, 3),
      ["first line", "sec!ond", "third one"],
    ],
    [
      "a deleted part of the line",
      (peer) => peer.dispatch(peer.state.tr.delete(14, 17)),
      typing("!", 1, 2),
      ["first line", "s!nd", "third one"],
    ],
    [
      "a deleted line, into the line before",
      (peer) => peer.dispatch(peer.state.tr.delete(12, 20)),
      typing("!", 1, 3),
      ["first line!", "third one"],
    ],
    ["everything deleted", all(backspace), typing("!", 1, 3), ["!"]],
  ];

  for (const [what, act, typed, after] of cases) {
    it(`E46 are where they belong after ${what}`, () => {
      expect(atOnce(three, act, typed)).toEqual(after);
    });
  }
});

describe("two people at one place", () => {
  it("E46 two line breaks leave the text behind them as it is", () => {
    const act = doing(lineBreak, 0, 5);
    expect(atOnce(["first line"], act, act)).toEqual(["first\n\n line"]);
  });

  it("E46 two Enters leave the text behind them as it is", () => {
    const act = doing(enter, 0, 5);
    expect(atOnce(["first line"], act, act)).toEqual(["first", "", " line"]);
  });

  it("E46 two joins in a row leave one line of all three texts", () => {
    const lines = ["Alpha", "Bravo", "Charlie"];
    expect(atOnce(lines, doing(backspace, 1, 0), doing(backspace, 2, 0))).toEqual([
      "AlphaBravoCharlie",
    ]);
  });

  it("E46 the same join by two people is one", () => {
    const act = doing(backspace, 1, 0);
    expect(atOnce(three, act, act)).toEqual(["first linesecond", "third one"]);
  });

  it("E46 the same move by two people is one", () => {
    const act = doing(moveUp, 2, 0);
    expect(atOnce(three, act, act)).toEqual(["first line", "third one", "second"]);
    expect(atOnce(three, act, act, act)).toEqual(["first line", "third one", "second"]);
  });

  it("E46 two moves of one line leave it at one place", () => {
    const lines = atOnce(three, doing(moveUp, 1, 0), doing(moveDown, 1, 0));
    expect(lines.toSorted()).toEqual(three.toSorted());
  });

  it("E46 a split and a move of one line keep its halves together", () => {
    for (const move of [doing(moveUp, 1, 0), doing(moveDown, 1, 0)]) {
      const lines = atOnce(three, move, doing(enter, 1, 3));
      expect(lines).toHaveLength(4);
      expect(lines[lines.indexOf("sec") + 1]).toBe("ond");
    }
  });

  it("E46 a line that one joins and another moves keeps all texts", () => {
    const lettersOf = (lines: readonly string[]) => lines.join("").split("").toSorted().join("");
    const lines = atOnce(three, doing(backspace, 1, 0), doing(moveDown, 1, 0));
    expect(lettersOf(lines)).toBe(lettersOf(three));
  });

  it("E46 kinds, ticks and indentation that two people set are all there", () => {
    const content = documentOf([{ kind: "task", indent: 1 }, "one"]);
    const [ann, bob] = [new Peer(1, content), new Peer(2, content)];
    doing(toggleChecked, 0, 0)(ann);
    bob.dispatch(bob.state.tr.setNodeAttribute(0, "indent", 3));
    exchange(ann, bob);
    expect(ann.state.doc.firstChild!.attrs).toMatchObject({
      kind: "task",
      checked: true,
      indent: 3,
    });
    expect(bob.shown).toBe(ann.shown);
  });

  it("E46 marks that two people set over each other are all there", () => {
    const [ann, bob] = pair("one two three");
    doing(toggleMark("bold"), 0, 0, 7)(ann);
    doing(toggleMark("italic"), 0, 4, 13)(bob);
    exchange(ann, bob);
    const marks = ann.state.doc.firstChild!.children.map((node) => {
      return [node.text, node.marks.map(({ type }) => type.name).join(" ")];
    });
    expect(marks).toEqual([
      ["one ", "bold"],
      ["two", "bold italic"],
      [" three", "italic"],
    ]);
    expect(bob.shown).toBe(ann.shown);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E46 the words of two people who type in turn at one place stay whole", () => {
    const [ann, bob] = pair("-");
    ann.select(0, 1);
    bob.select(0, 1);
    for (const [a, b] of ["hw", "eo", "lr", "ll", "od"]) {
      ann.type(a!);
      bob.type(b!);
      exchange(ann, bob);
    }
    expect(["-helloworld", "-worldhello"]).toContain(ann.lines[0]);
    expect(bob.shown).toBe(ann.shown);
  });

  it("E46 a copy of a line that somebody else deletes, joins or splits is whole", () => {
    for (const act of [doing(backspace, 1, 0), doing(enter, 1, 3)]) {
      const lines = atOnce(three, doing(duplicate, 1, 0), act);
      expect(lines).toContain("second");
    }
  });
});

/**
 * A block that is kept as it is on the screen while an input method composes in it, and what others
 * do in it meanwhile. The browser's own part of it is in test/browser/editor-composition.test.ts.
 */

import {
  anchored,
  positionOfAnchored,
  relativePosition,
} from "@coscribe/client/internal/editor/binding/anchored";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { moveUp } from "@coscribe/client/internal/editor/commands/move";
import { describe, expect, it } from "vitest";
import { Random } from "../../support/random.ts";
import { exchange, pair, Peer, type Line } from "./peer.ts";

/** Somebody who composes in block number `block` at an offset, and somebody else. */
class Composing {
  readonly ann: Peer;
  readonly bob: Peer;
  #from: number;
  #length = 0;

  constructor(lines: readonly Line[], block: number, offset: number, to = offset) {
    [this.ann, this.bob] = pair(...lines);
    this.ann.select(block, offset, to);
    this.#from = this.ann.state.selection.from;
    this.#length = to - offset;
    this.ann.binding.hold.begin();
  }

  /** What is composed so far becomes `text`; nothing moves on the screen of the one who composes. */
  compose(text: string): void {
    const { tr } = this.ann.state;
    this.ann.dispatch(tr.insertText(text, this.#from, this.#from + this.#length));
    this.#length = text.length;
    exchange(this.ann, this.bob);
  }

  /** The other one does something, which arrives at once. */
  meanwhile(act: (bob: Peer) => void): void {
    const { head } = this.ann.state.selection;
    const line = this.ann.state.selection.$head.parent.textContent;
    act(this.bob);
    exchange(this.ann, this.bob);
    expect(this.ann.state.selection.$head.parent.textContent).toBe(line);
    this.#from += this.ann.state.selection.head - head;
  }

  /** The composition ends. All see the same, and what is stored. */
  end(): string[] {
    const { ann, bob } = this;
    ann.binding.refresh();
    exchange(ann, bob);
    expect(ann.shown).toBe(bob.shown);
    expect(ann.shown).toBe(ann.stored);
    return ann.lines;
  }
}

function typing(text: string, block: number, offset: number): (peer: Peer) => void {
  return (peer) => {
    peer.select(block, offset);
    peer.type(text);
  };
}

function deleting(block: number, from: number, to: number): (peer: Peer) => void {
  return (peer) => {
    peer.select(block, from, to);
    peer.run(backspace);
  };
}

describe("while an input method composes", () => {
  it("E15 others type in the block before the caret, and every syllable lands right", () => {
    const composing = new Composing(["hello world", "other"], 0, 7);
    composing.compose("a");
    composing.meanwhile(typing(">> ", 0, 0));
    composing.compose("ar");
    composing.meanwhile(typing("START ", 0, 0));
    composing.compose("år");
    expect(composing.end()).toEqual(["START >> hello wårorld", "other"]);
  });

  it("E15 others type behind the caret, in other lines, and at the caret itself", () => {
    const composing = new Composing(["above", "hello", "below"], 1, 5);
    composing.compose("k");
    composing.meanwhile(typing("!", 1, 0));
    composing.meanwhile(typing("## ", 0, 0));
    composing.compose("ka");
    composing.meanwhile(typing("?", 2, 5));
    composing.meanwhile(typing("<", 1, 8));
    composing.compose("カ");
    expect(composing.end()).toEqual(["## above", "!helloカ<", "below?"]);
  });

  it("E15 others delete letters around what is composed, and nothing of that comes back", () => {
    const composing = new Composing(["one two three"], 0, 7);
    composing.compose("x");
    composing.meanwhile(deleting(0, 0, 4));
    composing.compose("xy");
    composing.meanwhile(deleting(0, 5, 11));
    composing.compose("xyz");
    expect(composing.end()).toEqual(["twoxyz"]);
  });

  it("E15 others delete what has been composed so far", () => {
    const composing = new Composing(["one two"], 0, 3);
    composing.compose("ab");
    composing.meanwhile(deleting(0, 0, 7));
    composing.compose("abc");
    const [line] = composing.end();
    expect(line).toContain("c");
    expect(line).toContain("wo");
  });

  it("E15 it may replace a selection, in which others type meanwhile", () => {
    const composing = new Composing(["one two three"], 0, 4, 7);
    composing.meanwhile(typing("X", 0, 5));
    composing.compose("k");
    composing.meanwhile(typing("^", 0, 0));
    composing.compose("か");
    const [line] = composing.end();
    expect(line).toMatch(/^\^one (かX|Xか) three$/);
  });

  it("E15 the kind of the block may change", () => {
    const composing = new Composing(["one", "two"], 0, 3);
    composing.compose("k");
    composing.meanwhile((bob) => {
      bob.select(0, 0);
      bob.run(setKind("bullet"));
    });
    expect(composing.ann.state.doc.child(0).attrs["kind"]).toBe("bullet");
    composing.compose("か");
    expect(composing.end()).toEqual(["oneか", "two"]);
  });

  it("E15 the block may be moved", () => {
    const composing = new Composing(["one", "two"], 1, 3);
    composing.compose("k");
    composing.meanwhile(typing("!", 1, 0));
    composing.meanwhile((bob) => {
      bob.select(1, 0);
      bob.run(moveUp);
    });
    composing.compose("か");
    expect(composing.end()).toEqual(["!twoか", "one"]);
  });

  it("E13 the caret that others are shown is behind what is composed", () => {
    const composing = new Composing(["hello world"], 0, 7);
    const { ann, bob } = composing;
    composing.compose("か");
    composing.meanwhile(typing("START ", 0, 0));
    composing.compose("かな");
    const { flow, hold } = ann.binding;
    const place = anchored(flow, ann.state.selection.$head, "before", hold.letters);
    const anchor = relativePosition(flow, place);
    const pos = positionOfAnchored(bob.binding.flow, bob.state.doc, { type: "letter", anchor });
    expect(bob.state.doc.textBetween(1, pos!)).toBe("START hello wかな");
    expect(composing.end()).toEqual(["START hello wかなorld"]);
  });

  it("E15 it may begin a document and be the first in a line that is empty", () => {
    for (const lines of [[], ["", "below"]]) {
      const composing = new Composing(lines, 0, 0);
      composing.compose("k");
      composing.meanwhile(typing("<", 0, 0));
      composing.compose("ka");
      composing.meanwhile(typing(">", 0, composing.bob.lines[0]!.length));
      composing.compose("か");
      expect(composing.end()[0]).toBe("<か>");
    }
  });

  it("E15 it may begin in an empty document that somebody else begins, too", () => {
    const composing = new Composing([], 0, 0);
    const other = new Peer(3);
    other.type("at once");
    composing.compose("k");
    composing.meanwhile((bob) => exchange(bob, other));
    composing.compose("か");
    expect(composing.end().toSorted()).toEqual(["at once", "か"]);
  });

  it("E15 the one who composes may go elsewhere before it has ended", () => {
    const composing = new Composing(["one", "two", "three"], 1, 3);
    composing.compose("k");
    composing.meanwhile(typing("!", 1, 0));
    composing.ann.select(2, 1);
    typing("?", 2, 0)(composing.bob);
    exchange(composing.ann, composing.bob);
    expect(composing.ann.lines).toEqual(["one", "twok", "?three"]);
    expect(composing.ann.state.selection.$head.parentOffset).toBe(2);
    expect(composing.end()).toEqual(["one", "!twok", "?three"]);
  });
});

/** Letters that occur once in a test. */
class Letters {
  #count = 0;

  /** From the first Chinese letter on: there are plenty, and each is one code unit. */
  next(count = 1): string {
    const codes = Array.from({ length: count }, () => 0x4e00 + this.#count++);
    return String.fromCodePoint(...codes);
  }
}

/** One syllable, shown and written again some times. Returns what the other one deleted meanwhile. */
function composeSyllable(composing: Composing, random: Random, letters: Letters): string {
  let deleted = "";
  for (let times = 1 + random.below(4); times > 0; times--) {
    composing.compose(letters.next(1 + random.below(3)));
    for (let edits = random.below(3); edits > 0; edits--) {
      composing.meanwhile((bob) => {
        const { size } = bob.state.doc.child(0).content;
        const from = random.below(size + 1);
        if (random.chance(0.7)) typing(letters.next(), 0, from)(bob);
        else {
          const [start, end] = [1 + from, 1 + Math.min(size, from + 2)];
          deleted += bob.state.doc.textBetween(start, end);
          bob.dispatch(bob.state.tr.delete(start, end));
        }
      });
    }
  }
  return deleted;
}

describe("an input method and others in one line, at random", () => {
  const seeds = Array.from({ length: 150 }, (_, i) => i + 1);

  it("E15 leaves all letters that it has shown in the order in which it has shown them", () => {
    for (const seed of seeds) {
      const random = new Random(seed);
      const letters = new Letters();
      const line = letters.next(random.below(8));
      const from = random.below(line.length + 1);
      const to = from + random.below(line.length - from + 1);
      const composing = new Composing([line, "below"], 0, from, to);
      const deleted = composeSyllable(composing, random, letters);
      const shown = composing.ann.lines[0]!;
      const [stored] = composing.end();
      const kept = shown.split("").filter((letter) => !deleted.includes(letter));
      const found = stored!.split("").filter((letter) => shown.includes(letter));
      expect(found, `seed ${seed}`).toEqual(kept);
      expect(new Set(stored).size, `seed ${seed}`).toBe(stored!.length);
    }
  });
});

describe("a hold ends, and nothing is lost, when others", () => {
  const acts: [what: string, act: (bob: Peer) => void, after: RegExp][] = [
    [
      "split the block",
      (bob) => {
        bob.select(1, 2);
        bob.run(enter);
      },
      /^above\/he\/llok\/below$/,
    ],
    [
      "join it to the one before",
      (bob) => {
        bob.select(1, 0);
        bob.run(backspace);
      },
      /^abovehellok\/below$/,
    ],
    [
      "join the next one to it",
      (bob) => {
        bob.select(2, 0);
        bob.run(backspace);
      },
      /^above\/hellokbelow$/,
    ],
    [
      "delete it",
      (bob) => bob.dispatch(bob.state.tr.delete(7, 7 + bob.state.doc.child(1).nodeSize)),
      /^above\/below$/,
    ],
  ];

  for (const [what, act, after] of acts) {
    it(`E15 ${what}`, () => {
      const [ann, bob] = pair("above", "hello", "below");
      ann.select(1, 5);
      ann.binding.hold.begin();
      ann.type("k");
      exchange(ann, bob);
      act(bob);
      exchange(ann, bob);
      expect(bob.lines.join("/")).toMatch(after);
      // What the input method writes next goes to where the caret is.
      const { head } = ann.state.selection;
      ann.dispatch(ann.state.tr.insertText("!", head));
      ann.binding.refresh();
      exchange(ann, bob);
      expect(ann.shown).toBe(bob.shown);
      expect(ann.shown).toBe(ann.stored);
      expect(ann.state.doc.textContent).toContain("!");
    });

    it(`E15 ${what} after they have typed in it`, () => {
      const [ann, bob] = pair("above", "hello", "below");
      ann.select(1, 5);
      ann.binding.hold.begin();
      ann.type("k");
      exchange(ann, bob);
      bob.select(1, 5);
      bob.type("XY");
      exchange(ann, bob);
      expect(ann.lines[1]).toBe("hellok");
      act(bob);
      exchange(ann, bob);
      ann.dispatch(ann.state.tr.insertText("!"));
      ann.binding.refresh();
      exchange(ann, bob);
      expect(ann.shown).toBe(bob.shown);
      expect(ann.shown).toBe(ann.stored);
      expect(ann.state.doc.textContent).toContain("!");
    });
  }
});

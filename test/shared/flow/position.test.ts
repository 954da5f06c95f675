/** Positions, flat indexes and anchors. */

import { describe, expect, it } from "vitest";
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
} from "yjs";
import {
  anchorAt,
  deleteBlocks,
  deleteRange,
  indexOf,
  insertBlocks,
  insertText,
  joinBlocks,
  moveBlocks,
  positionAt,
  positionOf,
  setAttributes,
  splitBlock,
  type Flow,
  type Position,
  type Side,
} from "@coscribe/shared/flow";
import { Random } from "../../support/random.ts";
import { actions, type ActionName } from "./actions.ts";
import { Ledger } from "./ledger.ts";
import { exchange, people, type Person } from "./person.ts";

/** Every position in a flow. */
function allPositions({ blocks }: Flow): Position[] {
  return blocks
    .filter(({ name }) => name === "block")
    .flatMap(({ id, length }) =>
      Array.from({ length: length + 1 }, (_, offset) => ({ block: id, offset })),
    );
}

/** The block's place and the offset, which say more to a reader than an id. */
function told({ blocks }: Flow, position: Position | undefined): [number, number] | undefined {
  return position && [blocks.findIndex(({ id }) => id === position.block), position.offset];
}

/** Documents in all sorts of states. */
function* anyFlows(): Generator<Person> {
  for (let seed = 1; seed <= 40; seed++) {
    const random = new Random(seed);
    const ledger = new Ledger();
    const [ann, bob] = people(2, "one", "two", "three") as [Person, Person];
    const names = Object.keys(actions) as ActionName[];
    for (let i = 0; i < 12; i++) {
      for (const person of [ann, bob]) {
        if (person.flow.blocks.some(({ name }) => name === "block")) {
          actions[random.pick(names)](person, person.flow, random, ledger);
        }
      }
      if (random.chance(0.5)) exchange(ann, bob);
    }
    yield ann;
  }
}

describe("positions", () => {
  it("F30 every position has a flat index and comes back from it", () => {
    for (const { flow } of anyFlows()) {
      for (const position of allPositions(flow)) {
        expect(positionAt(flow, indexOf(flow, position))).toEqual(position);
      }
    }
  });

  it("F31 every position has an anchor on either side, and comes back from it", () => {
    for (const { flow } of anyFlows()) {
      for (const position of allPositions(flow)) {
        for (const side of ["before", "after"] as const satisfies Side[]) {
          const anchor = decodeRelativePosition(
            encodeRelativePosition(anchorAt(flow, position, side)),
          );
          expect(positionOf(flow, anchor)).toEqual(position);
        }
      }
    }
  });

  it("F31 anchors are those of Yjs, which finds the same place by them", () => {
    for (const { flow, doc } of anyFlows()) {
      for (const position of allPositions(flow)) {
        const index = createAbsolutePositionFromRelativePosition(
          anchorAt(flow, position),
          doc,
        )?.index;
        expect(positionAt(flow, index ?? -1)).toEqual(position);
        const anchor = createRelativePositionFromTypeIndex(flow.text, indexOf(flow, position), -1);
        expect(positionOf(flow, anchor)).toEqual(position);
      }
    }
  });

  it("F31 an anchor stays with its letter through split, join, kind and move of others", () => {
    const [ann, bob] = people(2, "Alpha", "Bravo", "Charlie") as [Person, Person];
    const anchor = anchorAt(ann.flow, { block: ann.flow.blocks[1]!.id, offset: 2 });
    const now = (): unknown => {
      exchange(ann, bob);
      return told(ann.flow, positionOf(ann.flow, anchor));
    };
    const id = (place: number): string => bob.flow.blocks[place]!.id;
    bob.act((flow) => splitBlock(flow, { block: id(1), offset: 1 }, {}, bob.newId));
    expect(now()).toEqual([2, 1]);
    bob.act((flow) => setAttributes(flow, id(2), { kind: "code" }));
    bob.act((flow) => moveBlocks(flow, [id(2)], id(0)));
    expect(now()).toEqual([0, 1]);
    bob.act((flow) => joinBlocks(flow, id(0), id(1)));
    expect(now()).toEqual([0, 1]);
    bob.act((flow) => insertText(flow, { block: id(0), offset: 0 }, "xx"));
    expect(now()).toEqual([0, 3]);
    bob.act((flow) => deleteRange(flow, { block: id(0), offset: 2 }, { block: id(0), offset: 5 }));
    expect(now()).toEqual([0, 2]);
    bob.undo.undo();
    // Undo makes the letters anew, and only who undoes knows which is which.
    expect(told(bob.flow, positionOf(bob.flow, anchor))).toEqual([0, 3]);
    expect(now()).toEqual([0, 5]);
  });

  it("F31 an anchor in an empty block goes with the block, and out of one that is deleted", () => {
    const [ann] = people(1, "one", "", "two") as [Person];
    const anchor = anchorAt(ann.flow, { block: ann.flow.blocks[1]!.id, offset: 0 });
    const id = (place: number): string => ann.flow.blocks[place]!.id;
    ann.act((flow) => moveBlocks(flow, [id(1)], undefined));
    expect(told(ann.flow, positionOf(ann.flow, anchor))).toEqual([2, 0]);
    ann.act((flow) => deleteBlocks(flow, [id(2)]));
    expect(told(ann.flow, positionOf(ann.flow, anchor))).toEqual([0, 3]);
    ann.act((flow) =>
      insertBlocks(flow, undefined, [{ name: "divider", attributes: {}, runs: [], inners: [] }]),
    );
    ann.act((flow) => deleteBlocks(flow, [id(0), id(1)]));
    expect(positionOf(ann.flow, anchor)).toBeUndefined();
  });
});

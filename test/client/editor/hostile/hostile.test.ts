/**
 * Somebody writes anything into the flow of a document that others edit. SEED=n replays one round; the
 * long test plays more of them.
 */

import { flowText } from "@coscribe/shared/flow";
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { duplicate, moveDown } from "@coscribe/client/internal/editor/commands/move";
import { Random } from "../../../support/random.ts";
import { documentOf, exchange, Peer } from "../peer.ts";
import { writeAnything } from "./random-content.ts";

const rounds = process.env["COSCRIBE_LONG"] === "1" ? 5_000 : 75;
const turns = 6;

const seeds =
  process.env["SEED"] === undefined
    ? Array.from({ length: rounds }, (_, i) => i + 1)
    : [Number(process.env["SEED"])];

const edits: readonly ((peer: Peer, random: Random) => unknown)[] = [
  (peer) => peer.type("L"),
  (peer) => peer.run(enter),
  (peer) => peer.run(backspace),
  (peer) => peer.run(toggleMark("bold")),
  (peer) => peer.run(duplicate),
  (peer) => peer.run(moveDown),
  (peer) => peer.run(setKind("heading", 2)),
  (peer) => peer.binding.history.undo(),
  ({ state, dispatch }) => {
    const { from } = state.selection;
    dispatch(state.tr.delete(Math.max(0, from - 3), from));
  },
];

/** Puts the caret anywhere in a text; false if there is none. */
function putCaret({ state, dispatch }: Peer, random: Random): boolean {
  const places: number[] = [];
  state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    for (let offset = 0; offset <= node.content.size; offset++) places.push(pos + 1 + offset);
  });
  if (places.length === 0) return false;
  dispatch(state.tr.setSelection(TextSelection.create(state.doc, random.pick(places))));
  return true;
}

function send(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

describe("whatever anybody writes", () => {
  it("E84 the editor shows what is stored, and its user's edits are made, with nothing thrown", () => {
    for (const seed of seeds) {
      const random = new Random(seed);
      const content = random.chance(0.5) ? documentOf("one", "two", "three") : undefined;
      const [peer, witness] = [new Peer(1, content), new Peer(2, content)];
      // A program without an editor, whose own copy says more than what it sends: NaN, for example.
      const stranger = new Y.Doc({ guid: "one" });
      for (let turn = 0; turn < turns; turn++) {
        send(peer.doc, stranger);
        Y.transact(stranger, () => writeAnything(flowText(stranger), random));
        send(stranger, peer.doc);
        expect(peer.shown, `SEED=${seed}, sent`).toBe(peer.stored);
        for (let count = 0; count < 3 && putCaret(peer, random); count++) {
          random.pick(edits)(peer, random);
          expect(peer.shown, `SEED=${seed}, edited`).toBe(peer.stored);
        }
        exchange(peer, witness);
        expect(witness.shown, `SEED=${seed}, received`).toBe(peer.shown);
      }
    }
  }, 600_000);
});

/** What honest clients send is never refused, however it is made. */

import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { Replica } from "@coscribe/server/internal/document/replica";
import { documentSchema } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { oldTable } from "../client/editor/old-table.ts";
import { Peer } from "../client/editor/peer.ts";
import { Random } from "../support/random.ts";
import { findTrace, recordUpdates } from "../support/traces.ts";
import { HonestWorld } from "./honest-world.ts";
import { load } from "./oracle.ts";
import { describeWith } from "../support/part.ts";
import { isLong, liveAll, lots, seeds } from "./seeds.ts";

function replicaOf(updates: Iterable<Uint8Array>): Replica {
  const replica = new Replica();
  for (const update of updates) {
    const { change, isComplete } = replica.admit(update);
    expect(isComplete).toBe(true);
    replica.add(change);
  }
  return replica;
}

/** Returns the document in the end. */
function live(seed: number): Uint8Array {
  const world = new HonestWorld(new Random(seed));
  for (let step = 0; step < 150; step++) world.step();
  world.settle();
  return world.state;
}

describe("honest updates", () => {
  it.each(lots(seeds(100, 20_000), 50))(
    "H2 are all admitted, whatever clients do (from seed %i on)",
    (...lot) => liveAll(lot, live),
  );

  it("H2 come to the same document each time, so that a seed that fails can be tried again", () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(live(seed)).toEqual(live(seed));
  });

  // The larger one is in test/compatibility too.
  const names = isLong
    ? (["automerge-paper", "friendsforever"] as const)
    : ["friendsforever" as const];
  for (const name of names) {
    describeWith(`the recorded history ${name}`, findTrace(name), (read) => {
      it("H2 is admitted whole", () => {
        const history = read();
        const replica = replicaOf(recordUpdates(history).map(({ update }) => update));
        expect(load(replica.encode()).getText("text").toString()).toBe(history.endContent);
      });
    });
  }

  it("H2 are all admitted: a pasted text of 12 MB and a day offline with 5,000 deletions", () => {
    const doc = new Y.Doc();
    const text = doc.getText("text");
    text.insert(0, "a line of some fifty characters, as people write\n".repeat(240_000));
    const replica = replicaOf([Y.encodeStateAsUpdate(doc)]);
    const random = new Random(1);
    doc.transact(() => {
      for (let left = 5_000; left > 0; left--) text.delete(random.below(text.length - 2), 2);
    });
    const vector = Y.encodeStateVector(new Map(replica.vector));
    const { change, isComplete } = replica.admit(Y.encodeStateAsUpdate(doc, vector));
    replica.add(change);
    expect(isComplete).toBe(true);
    expect(load(replica.encode()).getText("text").length).toBe(text.length);
  });

  it("H2 are all admitted: a document of 2,000 clients", () => {
    const doc = new Y.Doc();
    for (let client = 1; client <= 2_000; client++) {
      doc.clientID = client * 1_000_003;
      doc.getText("text").insert(client % 7, `client ${client}`);
    }
    const replica = replicaOf([Y.encodeStateAsUpdate(doc)]);
    expect(replica.vector.size).toBe(2_000);
  });

  it("H2 are all admitted: what the editor writes, with tables, moves and undo", () => {
    const peer = new Peer(1);
    const updates: Uint8Array[] = [];
    peer.doc.on("update", (update: Uint8Array) => updates.push(update));
    const line = (text: string) =>
      documentSchema.node("textblock", {}, [documentSchema.text(text)]);
    peer.write("one", [{ kind: "task", checked: true }, "two"], "three");
    const cells = ["a", "b"].map((text) => documentSchema.node("cell", {}, [line(text)]));
    peer.dispatch(peer.state.tr.insert(5, oldTable(...cells)));
    const random = new Random(1);
    const commands = [enter, backspace, moveUp, moveDown, duplicate, setKind("quote")];
    for (let edit = 0; edit < 500; edit++) {
      const block = random.below(peer.state.doc.childCount);
      const node = peer.state.doc.child(block);
      if (node.isTextblock) peer.select(block, random.below(node.content.size + 1));
      const act = random.pick([
        "undo",
        "redo",
        "type",
        "type",
        "run",
        "run",
        "run",
        "run",
      ] as const);
      if (act === "type") peer.type(random.pick(["e", "n", "é", "\n"]));
      else if (act === "run") peer.run(random.pick(commands));
      else peer.binding.history[act]();
    }
    const replica = replicaOf(updates);
    expect(new Peer(2, replica.encode()).shown).toBe(peer.shown);
  });

  it("H2 are all admitted: lists within lists, a hundred deep", () => {
    const doc = new Y.Doc();
    let list: Y.XmlFragment = doc.getXmlFragment("prosemirror");
    for (let depth = 0; depth < 100; depth++) {
      const inner = new Y.XmlElement("list");
      list.insert(0, [inner]);
      list = inner;
    }
    replicaOf([Y.encodeStateAsUpdate(doc)]);
  });
});

import { Replica } from "@coscribe/server/internal/document/replica";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { contents, item, join, update, varUint } from "../../hostile/bytes.ts";

type Range = readonly [clock: number, length: number];

/** The deleted ranges of client 1 as a reader of `replica` is told them. */
function told(replica: Replica): readonly Range[] {
  const { ds } = Y.decodeUpdate(replica.missingFor(new Map(replica.vector)));
  return ds.clients.get(1)?.map(({ clock, len }) => [clock, len] as const) ?? [];
}

function replicaOf(...updates: readonly Uint8Array[]): Replica {
  const replica = new Replica();
  for (const each of updates) replica.add(replica.admit(each).change);
  return replica;
}

/** Client 1 writes a map under a key and "inside" a text in it, then "elsewhere" in a root text. */
function written(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getMap("map").set("key", new Y.Text("inside"));
  doc.getText("text").insert(0, "elsewhere");
  return doc;
}

describe("deleted ranges for readers", () => {
  it("P76 end where a deleted type ends, and begin anew behind it", () => {
    const doc = written();
    doc.getMap("map").delete("key");
    doc.getText("text").delete(0, 4);
    // The type itself and what is in it, then the beginning of the text.
    expect(told(replicaOf(Y.encodeStateAsUpdate(doc)))).toEqual([
      [0, 7],
      [7, 4],
    ]);
  });

  it("P76 end there too where the type is deleted by somebody who has not told yet", () => {
    const doc = written();
    const inside = doc.getMap("map").get("key") as Y.Text;
    inside.delete(3, 3);
    doc.getText("text").delete(0, 4);
    expect(told(replicaOf(Y.encodeStateAsUpdate(doc)))).toEqual([
      [4, 3],
      [7, 4],
    ]);
  });

  it("P76 are one where everything in them goes with a type, or is in root types", () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    doc.getText("one").insert(0, "root");
    doc.getText("two").insert(0, "types");
    doc.getMap("map").set("key", new Y.Map([["inner", new Y.Text("inside")]]));
    doc.getText("one").delete(0, 4);
    doc.getText("two").delete(0, 5);
    doc.getMap("map").delete("key");
    expect(told(replicaOf(Y.encodeStateAsUpdate(doc)))).toHaveLength(1);
  });

  it("P76 are told anew when something has been deleted since", () => {
    const doc = written();
    const replica = replicaOf(Y.encodeStateAsUpdate(doc));
    expect(told(replica)).toEqual([]);
    for (const edit of [
      () => doc.getText("text").delete(0, 4),
      () => doc.getMap("map").delete("key"),
    ]) {
      edit();
      replica.add(replica.admit(Y.encodeStateAsUpdate(doc)).change);
    }
    expect(told(replica)).toEqual([
      [0, 7],
      [7, 4],
    ]);
  });

  it("H7 are not looked through to the end where that would keep others waiting", () => {
    const places = 300_000;
    const texts = ["a", "b"].map((key) => item(contents.type(2), { parent: "map", key }));
    const letters = Array.from({ length: places }, (_, index) => {
      const parent = { client: 1, clock: index % 2 };
      return item(contents.string("x"), { parent });
    });
    const structs = Buffer.concat([...texts, ...letters]);
    const everything = join(1, varUint(places + 2), 1, 0, structs, 0);
    const replica = replicaOf(everything, update([], [{ client: 1, ranges: [[2, places]] }]));
    const ranges = told(replica);
    expect(ranges.length).toBeGreaterThan(50_000);
    expect(ranges.length).toBeLessThan(150_000);
    const end = ranges.at(-1);
    expect((end?.[0] ?? 0) + (end?.[1] ?? 0)).toBe(places + 2);
  });
});

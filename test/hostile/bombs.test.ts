/** What is legal and cheap for the server must not cost its readers more than it has to. */

import { Outbox } from "@coscribe/server/internal/room/outbox";
import { Replica } from "@coscribe/server/internal/document/replica";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { contents, item, join, repeat, update, updateOf } from "./bytes.ts";

const length = 100_000;
const text = updateOf(1, item(contents.string(repeat(join(120), length))));

/** What others are sent of `sent` by a room that has `text`. */
function passedOn(sent: Uint8Array): Uint8Array {
  const replica = new Replica();
  replica.add(replica.admit(text).change);
  const outbox = new Outbox<string>();
  const { change } = replica.admit(sent);
  replica.add(change);
  outbox.add(change, "mallory", replica);
  return outbox.take()?.update ?? new Uint8Array();
}

describe("a bomb", () => {
  it("H7 of deletes from back to front is passed on from front to back, which Yjs applies fast", () => {
    const ranges = Array.from({ length: length / 10 }, (_, index) => {
      return [length - 10 - index * 10, 1] as const;
    });
    const { ds } = Y.decodeUpdate(passedOn(update([], [{ client: 1, ranges }])));
    const clocks = ds.clients.get(1)?.map(({ clock }) => clock) ?? [];
    expect(clocks).toHaveLength(ranges.length);
    expect(clocks).toEqual(clocks.toSorted((a, b) => a - b));
  });

  it("H7 of the same deletes many times over is passed on once", () => {
    const ranges = Array.from({ length: 10_000 }, () => [5, 1] as const);
    expect(passedOn(update([], [{ client: 1, ranges }])).length).toBeLessThan(20);
  });

  it("H7 of deletes that overlap is looked at once, however much is deleted already", () => {
    const replica = new Replica();
    replica.add(replica.admit(text).change);
    const odd = Array.from({ length: length / 2 }, (_, index) => [index * 2 + 1, 1] as const);
    replica.add(replica.admit(update([], [{ client: 1, ranges: odd }])).change);
    const everything = Array.from({ length: 20_000 }, () => [0, length] as const);
    const { change } = replica.admit(update([], [{ client: 1, ranges: everything }]));
    // They are so many parts that one range with all of them is the smaller thing to pass on.
    expect(change.deletes).toEqual([1, 0, length - 1]);
  });
});

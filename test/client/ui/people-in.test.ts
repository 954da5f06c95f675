/** Who can be mentioned. */

import { peopleIn } from "@coscribe/client/internal/ui/mentions/people-in";
import { describe, expect, it } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";

/** The presence of somebody who sees herself and the others. */
function seen(self: unknown, ...others: readonly unknown[]): Awareness {
  const own = new Awareness(new Y.Doc());
  own.setLocalState({ user: self });
  for (const user of others) {
    const other = new Awareness(new Y.Doc());
    other.setLocalState({ user });
    applyAwarenessUpdate(own, encodeAwarenessUpdate(other, [other.clientID]), "link");
    other.destroy();
  }
  return own;
}

describe("people who can be mentioned", () => {
  it("E208 each is there once, however many tabs she has, and oneself is last", () => {
    const people = seen(
      { name: "Ann", id: "a" },
      { name: "Ben", id: "b" },
      { name: "Ben", id: "b" },
      { name: " Cleo " },
    );
    const found = peopleIn(people);
    people.destroy();
    expect(found.map(({ label }) => label).toSorted()).toEqual(["Ann", "Ben", "Cleo"]);
    expect(found.at(-1)).toEqual({ id: "a", label: "Ann" });
  });

  it("E208 what is no name is nobody", () => {
    const people = seen(
      { name: "Ann" },
      undefined,
      7,
      { name: "" },
      { name: 7 },
      { name: "B".repeat(999) },
    );
    const found = peopleIn(people);
    people.destroy();
    expect(found.map(({ label }) => label.length).toSorted((a, b) => a - b)).toEqual([3, 200]);
  });
});

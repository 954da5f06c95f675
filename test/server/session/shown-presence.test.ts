/** Who somebody is, as others see it, whatever their states say and however they are written. */

import { ShownPresence } from "@coscribe/server/internal/session/shown-presence";
import { describe, expect, it } from "vitest";

const ann = { id: "u1", name: "Ann" };
const boss = { name: "The Boss", id: "u0" };

/** What is shown of states that come one after the other. */
function shownOf(shown: ShownPresence, ...states: readonly string[]): unknown[] {
  return states.map((state) => {
    const entry = { clientId: 1, clock: 1, state: new TextEncoder().encode(state) };
    return JSON.parse(new TextDecoder().decode(shown.of(entry).state!));
  });
}

describe("who somebody is", () => {
  const moves = [
    JSON.stringify({ user: boss, cursor: 1 }),
    JSON.stringify({ user: boss, cursor: 2 }),
    JSON.stringify({ user: boss }),
  ];

  it("I10 stays what the server knows while somebody moves", () => {
    const shown = shownOf(new ShownPresence(ann), ...moves);
    expect(shown).toEqual([{ user: ann, cursor: 1 }, { user: ann, cursor: 2 }, { user: ann }]);
  });

  it.each([
    ["again", `{"user":${JSON.stringify(boss)},"user":{"id":"u0"}}`],
    ["again with a space", `{"user":${JSON.stringify(boss)},"user" :{"id":"u0"}}`],
    ["again in other letters", `{"user":${JSON.stringify(boss)},"us\\u0065r":{"id":"u0"}}`],
    ["later", `{"cursor":1,"user":${JSON.stringify(boss)}}`],
    ["with spaces", `{ "user" : ${JSON.stringify(boss)} }`],
    ["as a text", `{"user":"The Boss"}`],
    ["not at all", `{"cursor":1}`],
    ["longer than before", `{"user":{"name":"The Boss","id":"u0","x":1}}`],
  ])("I10 is what the server knows where a state says it %s", (_, state) => {
    const [, shown] = shownOf(new ShownPresence(ann), moves[0]!, state);
    expect(shown).toMatchObject({ user: ann });
    expect(JSON.stringify(shown)).not.toContain("u0");
  });

  it("I11 of a guest it is what they say, with the id of nobody whom the server knows", () => {
    const shown = shownOf(
      new ShownPresence(undefined),
      moves[0]!,
      moves[1]!,
      `{"user":{"name":"x"}}`,
    );
    const guest = { name: "The Boss", id: "guest:u0" };
    expect(shown).toEqual([
      { user: guest, cursor: 1 },
      { user: guest, cursor: 2 },
      { user: { name: "x" } },
    ]);
  });
});

/** Who is in a document: people and their connections, and that nobody flickers. */

import { connect, Connection, type Person, type User } from "@coscribe/client";
import { ownAwareness } from "@coscribe/client/internal/own-awareness";
import { parseDocumentName } from "@coscribe/shared";
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { SimClock } from "../support/sim-clock.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

const ada: User = { name: "Ada", color: "#aa0000", id: "ada-of-this-browser" };
const ben: User = { name: "Ben", color: "#0000aa", id: "ben" };

function join(url: string, user?: User): Connection {
  const connection = connect(url, "doc", user && { user });
  onTestFinished(() => connection.close());
  return connection;
}

/** The people somebody sees, in short. */
function seen({ people }: Connection): readonly string[] {
  const words = ({ user, clientIds, isSelf, isAway }: Person): string =>
    `${user?.name ?? "?"} ×${clientIds.length}${isSelf ? " self" : ""}${isAway ? " away" : ""}`;
  return people.map(words);
}

describe("people", () => {
  it("C121 are one each, however many connections they have", async () => {
    const { url } = await testServer();
    const tabs = Array.from({ length: 20 }, () => join(url, ada));
    const other = join(url, ben);
    const expected = ["Ada ×20", "Ben ×1 self"];
    await until("all to be seen", () => other.participants.length === 21);
    expect(seen(other)).toEqual(expected);
    await until("the other", () => tabs[0]!.participants.length === 21);
    expect(seen(tabs[0]!)).toEqual(["Ada ×20 self", "Ben ×1"]);
    for (const tab of tabs.slice(1)) tab.close();
    await until("the tabs to go", () => other.participants.length === 2);
    expect(seen(other)).toEqual(["Ada ×1", "Ben ×1 self"]);
  });

  it("C121 without an ID, and those of other programs, are one for each connection", async () => {
    const { url } = await testServer();
    const one = join(url, { name: "Ada", color: "#aa0000" });
    const two = join(url, { name: "Ada", color: "#aa0000" });
    const strange = join(url);
    strange.awareness.setLocalState({ user: { name: "Ada", color: 7, id: { toString: 1 } } });
    const long = join(url);
    long.awareness.setLocalState({ user: { name: "Ada", id: "x".repeat(65) } });
    await until("all to be seen", () => one.participants.length === 4);
    expect(one.people.map(({ clientIds }) => clientIds.length)).toEqual([1, 1, 1, 1]);
    expect(new Set(one.people.map(({ key }) => key)).size).toBe(4);
    expect(two.people.filter(({ isSelf }) => isSelf)).toHaveLength(1);
  });

  it("C122 are away when all of their connections are, and stay", async () => {
    const { url } = await testServer();
    const [one, two] = [join(url, ada), join(url, ada)];
    const other = join(url, ben);
    await until("all to be seen", () => other.participants.length === 3);
    one.setAway(true);
    await until("one to be away", () => other.participants.some(({ isAway }) => isAway));
    expect(seen(other)).toEqual(["Ada ×2", "Ben ×1 self"]);
    two.setAway(true);
    await until("her to be away", () => seen(other)[0] === "Ada ×2 away");
    // A change of the name is none of the other.
    two.setUser({ ...ada, name: "Ada L." });
    one.setUser({ ...ada, name: "Ada L." });
    await until("the name", () => seen(other)[0] === "Ada L. ×2 away");
    two.setAway(false);
    await until("her to look again", () => seen(other)[0] === "Ada L. ×2");
    one.setUser(undefined);
    one.setAway(false);
    await until("one to be invisible", () => seen(other)[0] === "Ada L. ×1");
  });
});

describe("a presence", () => {
  it("C123 is not forgotten while its connection lives, however late the server is", async () => {
    const clock = new SimClock();
    const doc = new Y.Doc();
    const { awareness, destroy } = ownAwareness(doc, clock);
    onTestFinished(destroy);
    const other = ownAwareness(new Y.Doc(), clock);
    onTestFinished(other.destroy);
    other.awareness.setLocalState({ user: ben });
    const update = encodeAwarenessUpdate(other.awareness, [other.awareness.clientID]);
    applyAwarenessUpdate(awareness, update, "server");
    const id = other.awareness.clientID;
    await clock.advance(145_000);
    expect(awareness.states.has(id)).toBe(true);
    await clock.advance(10_000);
    expect(awareness.states.has(id)).toBe(false);
  });

  it("C123 is renewed for others, also after the server has asked for it", async () => {
    const clock = new SimClock();
    const { awareness, destroy } = ownAwareness(new Y.Doc(), clock);
    onTestFinished(destroy);
    awareness.setLocalState({ user: ada });
    const clockOf = (): number => awareness.meta.get(awareness.clientID)?.clock ?? 0;
    const first = clockOf();
    await clock.advance(60_000);
    expect(clockOf()).toBe(first + 4);
    const question = encodeAwarenessUpdate(awareness, [awareness.clientID], new Map());
    applyAwarenessUpdate(awareness, question, "server");
    expect(awareness.getLocalState()).toEqual({ user: ada });
    const asked = clockOf();
    await clock.advance(60_000);
    expect(clockOf()).toBeGreaterThanOrEqual(asked + 3);
    awareness.setLocalState(null);
    const hidden = clockOf();
    await clock.advance(60_000);
    expect(clockOf()).toBe(hidden);
  });

  it("C123 is gone at once with its connection", async () => {
    const { url } = await testServer();
    const clock = new SimClock();
    const name = parseDocumentName("doc");
    const watcher = new Connection(new URL(url), name, { user: ben }, clock);
    onTestFinished(() => watcher.close());
    const other = join(url, ada);
    await until("both", () => watcher.participants.length === 2);
    other.close();
    await until("the other to go", () => watcher.participants.length === 1);
    // No time has passed on the watcher's clock: nothing was waited for.
    expect(clock.now()).toBe(0);
  });
});

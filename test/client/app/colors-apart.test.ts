import { connect, type Connection } from "@coscribe/client";
import { keepShowingPerson, shownPerson } from "@coscribe/client/app/document/show-person";
import { saveUser } from "@coscribe/client/app/document/save-user";
import { palette } from "@coscribe/client/app/person";
import { Preferences } from "@coscribe/client/app/preferences";
import { describe, expect, it, onTestFinished } from "vitest";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const colors = palette.map(({ color }) => color);
const [teal] = colors as [string, ...string[]];

/** Somebody in a document, with a device of their own and a real connection. */
interface Someone {
  readonly connection: Connection;
  readonly preferences: Preferences;
  /** Each colour that they have been seen in by themselves. */
  readonly shown: string[];
}

function join(
  { url }: TestServer,
  name: string,
  { color = teal, isChosen = false, id = name, since = 1 } = {},
): Someone {
  const preferences = new Preferences(undefined);
  preferences.user = { name, color };
  if (!isChosen) preferences.madeUpColor = color;
  const connection = connect(url, "notes", { user: shownPerson(preferences, id, since)! });
  onTestFinished(() => connection.close());
  const shown: string[] = [];
  const look = (): void => {
    const seen = connection.participants.find(({ isSelf }) => isSelf)?.user?.color;
    if (seen !== undefined && seen !== shown.at(-1)) shown.push(seen);
  };
  keepShowingPerson(connection, preferences, id, since);
  look();
  connection.on("participants", look);
  return { connection, preferences, shown };
}

/** What somebody sees: everybody's colour, by their names. */
function seenBy({ connection }: Someone): Readonly<Record<string, string>> {
  return Object.fromEntries(
    connection.participants.map(({ user }) => [user?.name ?? "", user?.color ?? ""]),
  );
}

/** Waits until all of them see the same, and as many colours as there should be. */
async function settled(
  all: readonly Someone[],
  different: number,
): Promise<Record<string, string>> {
  await until("all see the same", () => {
    const views = all.map(seenBy);
    const isSame = views.every((view) => JSON.stringify(view) === JSON.stringify(views[0]));
    const seen = Object.values(views[0]!);
    return isSame && seen.length === all.length && new Set(seen).size === different;
  });
  return { ...seenBy(all[0]!) };
}

describe("colours that were made up", () => {
  it("P250 whoever came later takes another one, once, and keeps it when the other goes", async () => {
    const server = await testServer();
    const ann = join(server, "ann", { since: 1 });
    const bob = join(server, "bob", { since: 2 });
    expect(await settled([ann, bob], 2)).toMatchObject({ ann: teal });
    expect(ann.shown).toEqual([teal]);
    expect(bob.shown).toHaveLength(2);
    const [, taken] = bob.shown;
    ann.connection.close();
    await until("bob is alone", () => bob.connection.participants.length === 1);
    expect(seenBy(bob)).toEqual({ bob: taken });
    expect(bob.preferences.user).toEqual({ name: "bob", color: teal });
  });

  it("P250 several who have the same and come at once take different ones, and nobody comes back to one they left", async () => {
    const server = await testServer();
    const names = ["ann", "bob", "cyd", "dan", "eve"];
    const all = names.map((name) => join(server, name));
    await settled(all, 5);
    expect(all[0]!.shown).toEqual([teal]);
    for (const { shown } of all) expect(new Set(shown).size).toBe(shown.length);
  });

  it("P250 a chosen colour stays, whoever came first, and so do two that are the same", async () => {
    const server = await testServer();
    const ann = join(server, "ann", { since: 1 });
    const bob = join(server, "bob", { since: 2, isChosen: true });
    const cyd = join(server, "cyd", { since: 3, isChosen: true });
    expect(await settled([ann, bob, cyd], 2)).toMatchObject({ bob: teal, cyd: teal });
    expect([bob.shown, cyd.shown]).toEqual([[teal], [teal]]);

    saveUser(ann.preferences, { name: "ann", color: teal }, true);
    expect(await settled([ann, bob, cyd], 1)).toEqual({ ann: teal, bob: teal, cyd: teal });
  });

  it("P250 another name is no chosen colour: the one that was taken stays", async () => {
    const server = await testServer();
    const ann = join(server, "ann", { since: 1 });
    const bob = join(server, "bob", { since: 2 });
    await settled([ann, bob], 2);
    const [, taken] = bob.shown;
    saveUser(bob.preferences, { name: "Robert", color: taken! }, false);
    await until("the name is there", () => seenBy(ann)["Robert"] === taken);
    expect(bob.preferences).toMatchObject({ hasMadeUpColor: true, user: { color: teal } });
  });

  it("P250 the tabs of a person have one colour", async () => {
    const server = await testServer();
    const ann = join(server, "ann", { since: 2 });
    const early = join(server, "bob in a tab", { id: "bob", since: 1 });
    const late = join(server, "bob in another", { id: "bob", since: 3 });
    const seen = await settled([ann, early, late], 2);
    expect(seen["bob in a tab"]).toBe(teal);
    expect(seen["bob in another"]).toBe(teal);
  });

  it("P250 more people than colours is no trouble", async () => {
    const server = await testServer();
    const names = Array.from(
      { length: colors.length + 3 },
      (_, i) => `p${String(i).padStart(2, "0")}`,
    );
    const all = names.map((name, i) => join(server, name, { since: i }));
    await settled(all, colors.length);
  });
});

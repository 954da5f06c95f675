import {
  maxRecentDocuments,
  Preferences,
  type PreferenceStorage,
} from "@coscribe/client/app/preferences";
import { palette } from "@coscribe/client/app/person";
import { parseDocumentName } from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** A storage that holds `entries`. */
function storageWith(entries: Record<string, string> = {}): PreferenceStorage {
  const map = new Map(Object.entries(entries));
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => map.set(key, value) };
}

const blocked: PreferenceStorage = {
  getItem: () => {
    throw new Error("blocked");
  },
  setItem: () => {
    throw new Error("blocked");
  },
};

const ann = { name: "Ann", color: palette[3]!.color };
const notes = parseDocumentName("notes");
const plan = parseDocumentName("plan");

describe("what a device remembers", () => {
  it("W5 nothing at first: the device's theme, nobody, no documents", () => {
    const { theme, user, recentDocuments } = new Preferences(storageWith());
    expect({ theme, user, recentDocuments }).toEqual({
      theme: "system",
      user: undefined,
      recentDocuments: [],
    });
  });

  it("W5 what was set is there after a reload", () => {
    const storage = storageWith();
    const before = new Preferences(storage);
    before.theme = "dark";
    before.user = ann;
    before.rememberDocument(notes, 1000);
    const after = new Preferences(storage);
    expect(after.theme).toBe("dark");
    expect(after.user).toEqual(ann);
    expect(after.recentDocuments).toEqual([{ name: "notes", openedAt: 1000 }]);
  });

  it.each([
    ["absent", undefined],
    ["blocked", blocked],
  ])("W5 with an %s storage everything lasts until the page closes", (_what, storage) => {
    const preferences = new Preferences(storage);
    preferences.theme = "light";
    preferences.user = ann;
    preferences.rememberDocument(notes, 1000);
    expect(preferences.theme).toBe("light");
    expect(preferences.user).toEqual(ann);
    expect(preferences.recentDocuments).toHaveLength(1);
  });

  it("W5 garbage counts as never set, whatever it is", () => {
    const keys = ["coscribe:theme", "coscribe:user", "coscribe:recent"];
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (garbage) => {
        const entries = Object.fromEntries(keys.map((key) => [key, garbage]));
        const { theme, user, recentDocuments } = new Preferences(storageWith(entries));
        expect(["light", "dark", "system"]).toContain(theme);
        expect(user).toBeUndefined();
        expect(recentDocuments).toEqual([]);
      }),
    );
  });

  it("W5 of a partly spoilt list the good entries are kept", () => {
    const list = [{ name: "notes", openedAt: 1 }, { name: "", openedAt: 2 }, { name: "x" }, null];
    const far = { name: "far", openedAt: 1e300 };
    const storage = storageWith({ "coscribe:recent": JSON.stringify([far, ...list]) });
    expect(new Preferences(storage).recentDocuments).toEqual([{ name: "notes", openedAt: 1 }]);
  });

  it("W3 a remembered name without letters, or a colour that is not offered, is not taken", () => {
    for (const user of [{ ...ann, name: "  " }, { ...ann, color: "#123456" }, { name: "Ann" }]) {
      const storage = storageWith({ "coscribe:user": JSON.stringify(user) });
      expect(new Preferences(storage).user).toBeUndefined();
    }
  });

  it("W2 recent documents stand latest first, each once", () => {
    const preferences = new Preferences(storageWith());
    preferences.rememberDocument(notes, 1000);
    preferences.rememberDocument(plan, 2000);
    preferences.rememberDocument(notes, 3000);
    expect(preferences.recentDocuments.map(({ name }) => name)).toEqual(["notes", "plan"]);
  });

  it("W2 a forgotten document returns to its old place when it is put back", () => {
    const preferences = new Preferences(storageWith());
    preferences.rememberDocument(notes, 1000);
    preferences.rememberDocument(plan, 2000);
    preferences.forgetDocument(notes);
    expect(preferences.recentDocuments.map(({ name }) => name)).toEqual(["plan"]);
    preferences.rememberDocument(notes, 1000);
    expect(preferences.recentDocuments.map(({ name }) => name)).toEqual(["plan", "notes"]);
  });

  it("P211 what a document is called is remembered as long as it is listed", () => {
    const storage = storageWith();
    const preferences = new Preferences(storage);
    preferences.rememberTitle(notes, "Too early");
    preferences.rememberDocument(notes, 1000);
    expect(preferences.titleOf(notes)).toBeUndefined();
    preferences.rememberTitle(notes, "My notes");
    preferences.rememberDocument(plan, 2000);
    preferences.rememberDocument(notes, 3000);
    const later = new Preferences(storage);
    expect(later.titleOf(notes)).toBe("My notes");
    expect(later.titleOf(plan)).toBeUndefined();
    later.rememberTitle(notes, undefined);
    expect(later.recentDocuments[0]).toEqual({ name: "notes", openedAt: 3000 });
  });

  it("E204 the tools that were used last are remembered", () => {
    const storage = storageWith();
    new Preferences(storage).setList("tools", ["table", "heading2"]);
    expect(new Preferences(storage).listOf("tools")).toEqual(["table", "heading2"]);
  });

  it("W2 the oldest of too many documents is forgotten", () => {
    const preferences = new Preferences(storageWith());
    for (let index = 0; index <= maxRecentDocuments; index++) {
      preferences.rememberDocument(parseDocumentName(`document ${index}`), index);
    }
    const names = preferences.recentDocuments.map(({ name }) => name);
    expect(names).toHaveLength(maxRecentDocuments);
    expect(names).not.toContain("document 0");
  });

  it("W4 listeners hear of a change here and in another tab, until they stop", () => {
    const storage = storageWith();
    const here = new Preferences(storage);
    const seen: string[] = [];
    const stop = here.onChange(() => seen.push(here.theme));
    here.theme = "dark";
    new Preferences(storage).theme = "light";
    here.storageChanged();
    stop();
    here.theme = "system";
    expect(seen).toEqual(["dark", "light"]);
  });
});

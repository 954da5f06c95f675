import { listDocuments, type ListSources } from "@coscribe/client/app/home/document-list";
import { parseDocumentName } from "@coscribe/shared";
import { expect, it } from "vitest";

const notes = { name: parseDocumentName("notes"), openedAt: 2_000 };
const plan = { name: parseDocumentName("plan"), openedAt: 1_000 };
const kept = (name: string, pendingEdits: number) => ({
  name: parseDocumentName(name),
  pendingEdits,
});
const onServer = (name: string, changedAt?: number, title?: string) => ({
  name: parseDocumentName(name),
  title,
  changedAt,
  changedBy: undefined,
  access: "write" as const,
});

function list(sources: Partial<ListSources>): ReturnType<typeof listDocuments> {
  const none = { recents: [], kept: [], server: [], pinned: [], hidden: [], search: "" };
  return listDocuments({ ...none, ...sources });
}

it("W23 documents stand in the order in which they were opened, with their copies", () => {
  expect(list({ recents: [notes, plan], kept: [kept("plan", 3)] })).toMatchObject([
    { ...notes, copy: undefined },
    { ...plan, copy: kept("plan", 3) },
  ]);
});

it("W23 what this device keeps beyond that comes after it, by name, each once", () => {
  const all = list({
    recents: [plan],
    kept: [kept("zebra", 0), kept("plan", 0), kept("apple", 1)],
  });
  expect(all.map(({ name }) => name)).toEqual(["plan", "apple", "zebra"]);
  expect(all[1]).toMatchObject({ name: "apple", openedAt: undefined, copy: kept("apple", 1) });
});

it("P280 what the server has stands among it, once, by when it was changed or opened last", () => {
  const server = [onServer("late", 3_000, "Late"), onServer("plan", 500, "Plan"), onServer("old")];
  const all = list({ recents: [notes, plan], server });
  expect(all.map(({ name }) => name)).toEqual(["late", "notes", "plan", "old"]);
  expect(all[2]).toMatchObject({ openedAt: 1_000, title: "Plan", server: server[1] });
});

it("P280 what is kept on top comes first; what was taken off is left out, unless it was opened since", () => {
  const server = [onServer("late", 3_000), onServer("gone", 2_500), onServer("plan", 500)];
  const sources = { recents: [plan], server, pinned: ["plan"], hidden: ["gone", "plan"] };
  expect(list(sources).map(({ name }) => name)).toEqual(["plan", "late"]);
  expect(list({ ...sources, search: "GO" }).map(({ name }) => name)).toEqual(["gone"]);
});

it("P280 titles and names are searched, whatever their case and accents", () => {
  const server = [onServer("a", 1, "Über uns"), onServer("uber/b", 2), onServer("c", 3)];
  expect(list({ server, search: "uber" }).map(({ name }) => name)).toEqual(["uber/b", "a"]);
});

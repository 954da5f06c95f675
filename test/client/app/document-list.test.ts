import { listDocuments } from "@coscribe/client/app/home/document-list";
import { parseDocumentName } from "@coscribe/shared";
import { expect, it } from "vitest";

const notes = { name: parseDocumentName("notes"), openedAt: 2_000 };
const plan = { name: parseDocumentName("plan"), openedAt: 1_000 };
const kept = (name: string, pendingEdits: number) => ({
  name: parseDocumentName(name),
  pendingEdits,
});

it("W23 documents stand in the order in which they were opened, with their copies", () => {
  const list = listDocuments([notes, plan], [kept("plan", 3)]);
  expect(list).toEqual([
    { ...notes, copy: undefined },
    { ...plan, copy: kept("plan", 3) },
  ]);
});

it("W23 what this device keeps beyond that comes after it, by name, each once", () => {
  const list = listDocuments([plan], [kept("zebra", 0), kept("plan", 0), kept("apple", 1)]);
  expect(list.map(({ name }) => name)).toEqual(["plan", "apple", "zebra"]);
  expect(list[1]).toEqual({ name: "apple", openedAt: undefined, copy: kept("apple", 1) });
});

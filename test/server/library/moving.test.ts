/** Renaming and removing, with a crash and with a failure at each of their writes. */

import { describe, expect, it } from "vitest";
import { memoryStore, MemoryMedium } from "@coscribe/server/internal/store/memory/memory-store";
import { parseDocumentName } from "@coscribe/shared";
import * as Y from "yjs";
import { InterruptedStore, type Interruption } from "../../support/interrupted-store.ts";
import { testRooms, type TestRooms } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";

const [old, now] = [parseDocumentName("old"), parseDocumentName("new")];

/** A document with text, a title and another name, on a medium of its own. */
async function prepared(): Promise<{ medium: MemoryMedium; generation: string }> {
  const medium = new MemoryMedium();
  const store = memoryStore({ medium });
  const world = testRooms({ store });
  const { member, room } = await world.enter("old");
  member.text.insert(0, "what was said to be saved");
  await world.clock.advance(100);
  await world.library.addAlias(old, parseDocumentName("nick"));
  const { generation = "" } = room;
  room.leave(member);
  await closed(world);
  await world.rooms.registry.see(old, { title: "Title", isTitleSet: true });
  await store.close();
  return { medium, generation };
}

async function closed({ rooms }: TestRooms): Promise<void> {
  await rooms.close();
}

/** What can be found on the medium by a server that starts now. */
async function found(medium: MemoryMedium): Promise<Record<string, string>> {
  const store = memoryStore({ medium });
  const world = testRooms({ store });
  const page = await world.library.list({
    prefix: "",
    search: "",
    isTrash: false,
    limit: 10,
    cursor: undefined,
    accessTo: async () => "read",
  });
  const names = ["old", "new", "nick"];
  const entries = await Promise.all(
    names.map(async (name) => {
      const doc = new Y.Doc();
      const { name: to } = await world.rooms.find(parseDocumentName(name));
      Y.applyUpdate(doc, await world.rooms.encoded(to));
      return [name, doc.getText("text").toString()] as const;
    }),
  );
  const unfinished = await store.metadata!.list("unfinished");
  const listed = page.documents.map(({ name, title }) => `${name} ${title}`).join();
  await closed(world);
  await store.close();
  return { ...Object.fromEntries(entries), listed, unfinished: String(unfinished.length) };
}

/** Moves the document, or removes it, with an interruption; gives what came of it, if anything did. */
async function interrupted(
  medium: MemoryMedium,
  what: "rename" | "remove",
  interruption: Interruption,
): Promise<"done" | "failed" | "crashed" | "not reached"> {
  const store = new InterruptedStore(medium);
  const world = testRooms({ store });
  await world.rooms.registry.ready();
  store.interruption = interruption;
  const work = what === "rename" ? world.library.rename(old, now) : world.library.remove(old);
  let outcome: "done" | "failed" | "crashed" | undefined;
  work.then(
    () => (outcome = "done"),
    () => (outcome = "failed"),
  );
  await until("an end", () => {
    if (store.hasCrashed) outcome ??= "crashed";
    return outcome !== undefined;
  });
  if (!store.hasCrashed) {
    await closed(world);
    await store.close();
  }
  return store.writeCount < interruption.atWrite ? "not reached" : outcome!;
}

const text = "what was said to be saved";
const asOld = { old: text, new: "", nick: text, listed: "old Title", unfinished: "0" };
const asNew = { old: text, new: text, nick: text, listed: "new Title", unfinished: "0" };
const gone = { old: "", new: "", nick: "", listed: "", unfinished: "0" };

describe("a document that is moved or removed", () => {
  for (const type of ["crash", "failure"] as const) {
    for (const isWritten of [false, true]) {
      const when = `${type} ${isWritten ? "behind" : "before"}`;
      it(`A30 is whole under one of its names after a ${when} each write of a rename`, async () => {
        const outcomes: string[] = [];
        for (let atWrite = 1; ; atWrite++) {
          const { medium, generation } = await prepared();
          const outcome = await interrupted(medium, "rename", { atWrite, type, isWritten });
          const after = await found(medium);
          const isMoved = after["listed"] === "new Title";
          expect(after, `write ${atWrite}`).toEqual(isMoved ? asNew : asOld);
          if (outcome === "done" || outcome === "not reached") expect(isMoved).toBe(true);
          if (outcome === "failed") expect(isMoved).toBe(false);
          const kept = [...medium.documents.values()].map((document) => document.generation);
          expect(kept).toEqual([generation]);
          if (outcome === "not reached") break;
          outcomes.push(outcome);
        }
        expect(outcomes.length).toBeGreaterThan(5);
      });

      it(`A31 is there or gone, with all that is known of it, after a ${when} each write of a removal`, async () => {
        const outcomes: string[] = [];
        for (let atWrite = 1; ; atWrite++) {
          const { medium } = await prepared();
          const outcome = await interrupted(medium, "remove", { atWrite, type, isWritten });
          const after = await found(medium);
          expect(after, `write ${atWrite}`).toEqual(after["listed"] === "" ? gone : asOld);
          if (outcome === "not reached") break;
          outcomes.push(outcome);
        }
        expect(outcomes.length).toBeGreaterThan(2);
      });
    }
  }
});

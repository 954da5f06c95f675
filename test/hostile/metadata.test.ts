/** What stands beside the documents is damaged, cannot be written, or changes while it is read. */

import { memoryStore, MemoryMedium } from "@coscribe/server/internal/store/memory/memory-store";
import { openGrant } from "@coscribe/server";
import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { InterruptedStore } from "../support/interrupted-store.ts";
import { testRooms, type TestRooms } from "../support/test-room.ts";

const [doc, other, nick] = ["doc", "other", "nick"].map(parseDocumentName) as [
  DocumentName,
  DocumentName,
  DocumentName,
];

async function textOf({ rooms }: TestRooms, name: DocumentName): Promise<string> {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, await rooms.encoded(name));
  return copy.getText("text").toString();
}

async function write(world: TestRooms, name: string, text: string): Promise<void> {
  const { room, member } = await world.enter(name);
  member.text.insert(0, text);
  await world.clock.advance(100);
  await room.whenDurable();
  room.leave(member);
}

describe("what stands beside documents", () => {
  it.each(["documents", "activity", "aliases", "aliases-of", "unfinished", "client-owners"])(
    "H28 an entry of the table %s that nobody understands keeps nobody from the documents",
    async (table) => {
      for (const value of ["{", '"text"', "null", '{"type":"later"}', '{"title":7,"to":7}']) {
        const medium = new MemoryMedium();
        const before = memoryStore({ medium });
        const world = testRooms({ store: before });
        await write(world, "doc", "hello");
        await write(world, "other", "hello");
        await world.rooms.close();
        const keys = ["doc", "doc\0nick", "doc\0x\u00007"];
        const bytes = Buffer.from(value);
        await before.metadata!.write(keys.map((key) => ({ table, key, value: bytes })));
        await before.close();
        const later = testRooms({ store: memoryStore({ medium }) });
        const page = await later.library.list({
          prefix: "",
          search: "",
          isTrash: false,
          limit: 10,
          cursor: undefined,
          accessTo: async () => "read",
        });
        expect(page.documents.map(({ name }) => name)).toContain(other);
        expect(await textOf(later, other)).toBe("hello");
        if (!["aliases", "unfinished"].includes(table)) {
          expect(await textOf(later, doc)).toBe("hello");
          await later.library.rename(doc, parseDocumentName("new"));
          expect(await textOf(later, parseDocumentName("new"))).toBe("hello");
        }
        await later.rooms.close();
      }
    },
  );

  it.each([1, 2, 3, 4])(
    "H29 what is written after a removal that failed at its write %i stays",
    async (atWrite) => {
      for (const isWritten of [true, false]) {
        const medium = new MemoryMedium();
        const store = new InterruptedStore(medium);
        const world = testRooms({ store });
        await write(world, "doc", "before ");
        await world.library.setTitle(doc, "Title", openGrant);
        store.writeCount = 0;
        store.interruption = { atWrite, type: "failure", isWritten };
        await world.library.remove(doc).catch(() => undefined);
        store.interruption = undefined;
        let isSaved = true;
        await write(world, "doc", "after ").catch(() => (isSaved = false));
        await world.rooms.close();
        await store.close();
        const later = testRooms({ store: memoryStore({ medium }) });
        const text = await textOf(later, doc);
        if (isSaved) expect(text, `${atWrite} ${isWritten}`).toContain("after");
        await later.rooms.close();
      }
    },
  );

  it.each(["made", "removed"])(
    "H30 an alias that is %s while its document moves leads to it or nowhere",
    async (what) => {
      const store = memoryStore();
      const metadata = store.metadata!;
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      let isGated = false;
      const world = testRooms({
        store: {
          ready: () => store.ready(),
          open: (name, options) => store.open(name, options),
          list: (options) => store.list(options),
          delete: (name) => store.delete(name),
          close: () => store.close(),
          metadata: {
            get: (table, key) => metadata.get(table, key),
            list: (table, options) => metadata.list(table, options),
            write: async (changes) => {
              const [first] = changes;
              if (isGated && first?.table === "aliases" && first.key === nick) await gate;
              return metadata.write(changes);
            },
          },
        },
      });
      const { library, rooms } = world;
      await write(world, "doc", "text");
      if (what === "removed") await library.addAlias(doc, nick);
      isGated = true;
      const work = what === "made" ? library.addAlias(doc, nick) : library.removeAlias(nick);
      const moved = library.rename(doc, other);
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      open();
      await Promise.allSettled([work, moved]);
      const to = (await rooms.registry.alias(nick))?.to;
      expect([undefined, other]).toContain(to);
      expect((await rooms.registry.aliasesOf(other)).includes(nick)).toBe(to === other);
      expect(await rooms.registry.aliasesOf(doc)).toEqual([]);
      await rooms.close();
    },
  );

  it("H29 what the disk has left in between is ended as soon as it lets that be done", async () => {
    const medium = new MemoryMedium();
    const store = new InterruptedStore(medium);
    const world = testRooms({ store });
    await write(world, "doc", "text");
    for (const what of ["rename", "remove"] as const) {
      // Closed, the document has nothing to be written but what is asked for.
      await world.clock.advance(600_000);
      // What it begins with is noted, and no more.
      store.isFullAt = store.writeCount + 2;
      const asked =
        what === "rename" ? world.library.rename(doc, other) : world.library.remove(doc);
      await expect(asked).rejects.toMatchObject({ code: "write-failed" });
      await expect(textOf(world, doc)).rejects.toMatchObject({ code: "tryAgainLater" });
      store.isFullAt = Number.POSITIVE_INFINITY;
      expect(await textOf(world, doc)).toBe(what === "rename" ? "text" : "");
      expect(await store.metadata.list("unfinished")).toEqual([]);
    }
    await world.rooms.close();
  });
});

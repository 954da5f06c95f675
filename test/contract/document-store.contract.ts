/**
 * What every document store has to do, in every state of its life: before it is opened, open, with
 * its logs closed, closing, closed, and opened anew on the same data.
 *
 * Call {@link documentStoreContract} from a test file, once per implementation.
 */

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DocumentLog, DocumentStore } from "@coscribe/server/internal/store/document-store";
import { storeStories, tell } from "./store-model.ts";
import {
  bytes,
  codeOf,
  documentName,
  filled,
  read,
  text,
  texts,
  type ReadLog,
} from "./store-verbs.ts";

/**
 * Makes stores on the same data, one after the other: a store is closed before the next is made,
 * except where a test is about two at once.
 */
export type MakeStore = () => DocumentStore;

/**
 * Declares the tests for one implementation. `make` is called before each test, for empty data of
 * that test's own, which it removes with `onTestFinished`.
 */
export function documentStoreContract(implementation: string, make: () => MakeStore): void {
  describe(`the document store ${implementation}`, () => {
    let makeStore: MakeStore;
    let store: DocumentStore;

    beforeEach(() => {
      makeStore = make();
      store = makeStore();
    });

    afterEach(() => store.close());

    /** Closes the store and goes on with a new one on the same data. */
    async function reopen(): Promise<void> {
      await store.close();
      store = makeStore();
    }

    const a = documentName("a");

    describe("appending and loading", () => {
      it("S1 updates are loaded in the order in which they were appended", async () => {
        const log = await store.open(a);
        await Promise.all(["x", "y", "z"].map((update) => log.append(bytes(update))));
        expect(texts(await read(log))).toEqual({ base: undefined, updates: ["x", "y", "z"] });
      });

      it("S1 every acknowledged update is there after the store has been opened anew", async () => {
        const log = await store.open(a);
        for (const update of ["x", "y", "z"]) await log.append(bytes(update));
        await reopen();
        const again = await store.open(a);
        expect(texts(await read(again))).toEqual({ base: undefined, updates: ["x", "y", "z"] });
      });

      it("S2 sequences count from 1 without holes, also in a store opened anew", async () => {
        const log = await store.open(a);
        expect(await Promise.all([log.append(bytes("x")), log.append(bytes("y"))])).toEqual([1, 2]);
        await reopen();
        const again = await store.open(a);
        expect(await again.append(bytes("z"))).toBe(3);
        expect((await read(again)).through).toBe(3);
      });

      it("S2 sequences go on after a compaction, also where it left no tail", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await log.append(bytes("y"));
        await log.compact(bytes("xy"), 2);
        await reopen();
        expect(await (await store.open(a)).append(bytes("z"))).toBe(3);
      });

      it("S3 an update may be of any bytes: empty, or 5 MB", async () => {
        const large = filled(5_000_000);
        const log = await store.open(a);
        await log.append(new Uint8Array());
        await log.append(large);
        await log.append(Uint8Array.of(0));
        await reopen();
        const { updates } = await read(await store.open(a));
        expect(updates.map((update) => update.length)).toEqual([0, 5_000_000, 1]);
        expect(Buffer.compare(updates[1]!, large)).toBe(0);
      });

      it("S3 bytes handed out belong to the reader, bytes handed in to the caller again", async () => {
        const log = await store.open(a);
        const update = bytes("x");
        await log.append(update);
        update[0] = 0;
        (await read(log)).updates[0]![0] = 0;
        expect(texts(await read(log)).updates).toEqual(["x"]);
      });

      it("S4 an empty log yields nothing and has no tail", async () => {
        const log = await store.open(a);
        expect(await read(log)).toEqual({ base: undefined, updates: [], through: 0, batches: 0 });
        expect(log.tailLength).toBe(0);
      });

      it("S4 a long tail comes whole, in batches", async () => {
        const log = await store.open(a);
        const all = Array.from({ length: 10_000 }, (_, index) => String(index));
        await Promise.all(all.map((update) => log.append(bytes(update))));
        const { updates, batches } = await read(log);
        expect(updates.map(text)).toEqual(all);
        expect(batches).toBeGreaterThan(2);
      });

      it("S4 a load sees the log as it was at its first step", async () => {
        const log = await store.open(a);
        const all = Array.from({ length: 10_000 }, (_, index) => String(index));
        await Promise.all(all.map((update) => log.append(bytes(update))));
        const seen: string[] = [];
        for await (const batch of log.load()) {
          if (seen.length === 0) {
            await log.append(bytes("later"));
            await log.compact(bytes("base"), 10_000);
          }
          expect(batch.base).toBeUndefined();
          seen.push(...batch.updates.map(text));
        }
        expect(seen).toEqual(all);
        expect(texts(await read(log))).toEqual({ base: "base", updates: ["later"] });
      });

      it("S4 a load that begins while a compaction is under way has everything", async () => {
        const log = await store.open(a);
        for (let last = 10; last <= 200; last += 10) {
          await Promise.all(Array.from({ length: 10 }, () => log.append(bytes("x"))));
          const compaction = log.compact(bytes("x".repeat(last - 3)), last - 3);
          const compacted = compaction.then(() => true);
          const aTurn = (): Promise<boolean> =>
            new Promise((resolve) => setImmediate(resolve, false));
          const loads: Promise<ReadLog>[] = [];
          do loads.push(read(log));
          while (!(await Promise.race([compacted, aTurn()])));
          for (const { base, updates, through } of await Promise.all(loads)) {
            expect((base === undefined ? "" : text(base)) + updates.map(text).join("")).toBe(
              "x".repeat(last),
            );
            expect(through).toBe(last);
          }
        }
      });

      it("S4 a load may be left early and begun again", async () => {
        const log = await store.open(a);
        await Promise.all(Array.from({ length: 5_000 }, () => log.append(bytes("x"))));
        for await (const batch of log.load()) {
          expect(batch.updates.length).toBeLessThan(5_000);
          break;
        }
        expect((await read(log)).updates).toHaveLength(5_000);
      });

      it("S4 two loads at once do not disturb each other", async () => {
        const log = await store.open(a);
        await Promise.all(["x", "y"].map((update) => log.append(bytes(update))));
        const [one, other] = await Promise.all([read(log), read(log)]);
        expect(one).toEqual(other);
      });
    });

    describe("compacting", () => {
      it("S5 a compaction replaces the base and all updates through its sequence", async () => {
        const log = await store.open(a);
        for (const update of ["x", "y", "z"]) await log.append(bytes(update));
        await log.compact(bytes("xy"), 2);
        const expected = { base: "xy", updates: ["z"] };
        expect(texts(await read(log))).toEqual(expected);
        expect(log.tailLength).toBe(1);
        await reopen();
        const again = await store.open(a);
        expect(texts(await read(again))).toEqual(expected);
        expect(again.tailLength).toBe(1);
      });

      it("S5 the next compaction replaces the base of the one before", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await log.compact(bytes("X"), 1);
        await log.append(bytes("y"));
        await log.compact(bytes("XY"), 2);
        await log.compact(bytes("again"), 2);
        await reopen();
        const loaded = await read(await store.open(a));
        expect(texts(loaded)).toEqual({ base: "again", updates: [] });
        expect(loaded.through).toBe(2);
      });

      it("S5 a long tail goes with the compaction that replaces it", async () => {
        const log = await store.open(a);
        await Promise.all(Array.from({ length: 5_001 }, () => log.append(bytes("x"))));
        await log.compact(bytes("base"), 5_000);
        expect(texts(await read(log))).toEqual({ base: "base", updates: ["x"] });
        await reopen();
        expect(texts(await read(await store.open(a)))).toEqual({ base: "base", updates: ["x"] });
      });

      it("S5 a document may begin with a base", async () => {
        const log = await store.open(a);
        await log.compact(bytes("imported"), 0);
        expect(await log.append(bytes("x"))).toBe(1);
        await reopen();
        expect(await store.list()).toEqual([a]);
        expect(texts(await read(await store.open(a)))).toEqual({
          base: "imported",
          updates: ["x"],
        });
      });

      it("S5 a base may be empty, or 5 MB", async () => {
        const log = await store.open(a);
        await log.compact(new Uint8Array(), 0);
        expect((await read(log)).base).toHaveLength(0);
        await log.compact(filled(5_000_000), 0);
        await reopen();
        const { base } = await read(await store.open(a));
        expect(Buffer.compare(base!, filled(5_000_000))).toBe(0);
      });

      it("S6 appends go on while compactions run, and both are there", async () => {
        const log = await store.open(a);
        const appended: Promise<number>[] = [];
        const compacted: Promise<void>[] = [];
        for (let round = 1; round <= 20; round++) {
          for (let index = 0; index < 10; index++) appended.push(log.append(bytes("x")));
          const through = await appended.at(-6)!;
          for (let index = 0; index < 5; index++) appended.push(log.append(bytes("y")));
          compacted.push(log.compact(bytes(String(through)), through));
        }
        const sequences = await Promise.all(appended);
        await Promise.all(compacted);
        expect(sequences).toEqual(sequences.map((_, index) => index + 1));
        await reopen();
        const loaded = await read(await store.open(a));
        expect(text(loaded.base!)).toBe("290");
        expect(loaded.updates.map(text).join("")).toBe("xxxxxyyyyy");
      });

      it("S6 compactions asked for at once run one after the other", async () => {
        const log = await store.open(a);
        for (const update of ["x", "y", "z"]) await log.append(bytes(update));
        const [first, behind, last] = await Promise.allSettled([
          log.compact(bytes("xy"), 2),
          log.compact(bytes("x"), 1),
          log.compact(bytes("xyz"), 3),
        ]);
        expect(first.status).toBe("fulfilled");
        expect(behind).toMatchObject({ reason: expect.any(RangeError) });
        expect(last.status).toBe("fulfilled");
        expect(texts(await read(log))).toEqual({ base: "xyz", updates: [] });
      });

      it("S6 a compaction beyond the acknowledged updates, or behind the base, is refused", async () => {
        const log = await store.open(a);
        for (const update of ["x", "y"]) await log.append(bytes(update));
        await log.compact(bytes("xy"), 2);
        for (const through of [1, 3, -1, 2.5, Number.NaN]) {
          await expect(log.compact(bytes("no"), through)).rejects.toThrow(RangeError);
        }
        expect(texts(await read(log))).toEqual({ base: "xy", updates: [] });
      });
    });

    describe("keeping what is deleted", () => {
      it("S75 a new document does not, and one that is opened to does from its first record on", async () => {
        const plain = await store.open(a);
        await plain.append(bytes("x"));
        const b = documentName("b");
        const marked = await store.open(b, { keepDeleted: true });
        expect([plain.keepsDeleted, marked.keepsDeleted]).toEqual([false, true]);
        await marked.append(bytes("x"));
        await reopen();
        expect((await store.open(a)).keepsDeleted).toBe(false);
        const again = await store.open(b, { keepDeleted: false });
        expect(again.keepsDeleted).toBe(true);
        expect(texts(await read(again)).updates).toEqual(["x"]);
      });

      it("S75 a document that has records does with the next append or compaction, and not before", async () => {
        for (const write of ["nothing", "append", "compact"] as const) {
          const name = documentName(write);
          await (await store.open(name)).append(bytes("x"));
          await reopen();
          const log = await store.open(name, { keepDeleted: true });
          expect(log.keepsDeleted).toBe(true);
          if (write === "append") await log.append(bytes("y"));
          if (write === "compact") await log.compact(bytes("x"), 1);
          await reopen();
          expect((await store.open(name)).keepsDeleted).toBe(write !== "nothing");
        }
      });

      it("S75 it is set and taken back for one document, and lasts through both, and compactions", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        for (const keeps of [true, true, false, false, true]) {
          await log.keepDeleted(keeps);
          expect(log.keepsDeleted).toBe(keeps);
        }
        await log.compact(bytes("x"), 1);
        await log.append(bytes("y"));
        await reopen();
        const again = await store.open(a);
        expect(again.keepsDeleted).toBe(true);
        expect(texts(await read(again))).toEqual({ base: "x", updates: ["y"] });
        await again.keepDeleted(false);
        await reopen();
        expect((await store.open(a)).keepsDeleted).toBe(false);
      });

      it("S75 of a document without a record it is set with the first, and ends with the document", async () => {
        const log = await store.open(a);
        await log.keepDeleted(true);
        expect(await store.list()).toEqual([]);
        await log.append(bytes("x"));
        await reopen();
        expect((await store.open(a)).keepsDeleted).toBe(true);
        await reopen();
        await store.delete(a);
        expect((await store.open(a)).keepsDeleted).toBe(false);
      });
    });

    describe("damage", () => {
      it("S71 nothing is kept beside a sound document", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await expect(log.rescue(bytes("x"))).rejects.toThrow(RangeError);
        await log.compact(bytes("x"), 1);
        expect(texts(await read(log))).toEqual({ base: "x", updates: [] });
      });
    });

    describe("names", () => {
      const names = [
        "a",
        "aa",
        "a/b",
        "a b",
        "a%00",
        "A",
        "__proto__",
        "constructor",
        "🙂".repeat(50),
        "é".repeat(100),
        "日本語",
        "\u{fffd}",
        "\u{10000}",
        "...",
        ".hidden/x",
        "x".repeat(200),
      ].map(documentName);

      it("S7 documents whose names begin alike, or look odd, are kept apart", async () => {
        for (const name of names) {
          const log = await store.open(name);
          await log.append(bytes(`1 ${name}`));
          await log.append(bytes(`2 ${name}`));
          await log.compact(bytes(`base ${name}`), 1);
        }
        await reopen();
        for (const name of names) {
          expect(texts(await read(await store.open(name)))).toEqual({
            base: `base ${name}`,
            updates: [`2 ${name}`],
          });
        }
      });

      it("S8 the list has every document with a record, in the order of the bytes", async () => {
        for (const name of names) await (await store.open(name)).append(bytes("x"));
        await store.open(documentName("only opened"));
        const inOrder = names.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
        expect(await store.list()).toEqual(inOrder);
        await reopen();
        expect(await store.list()).toEqual(inOrder);
      });

      it("A38 the list has the names that begin with something, in pages too", async () => {
        for (const name of ["a", "a/1", "a/2", "ab", "b", "\u{10ffff}", "\u{10ffff}x"]) {
          await (await store.open(documentName(name))).append(bytes("x"));
        }
        expect(await store.list({ prefix: "a/" })).toEqual(["a/1", "a/2"]);
        expect(await store.list({ prefix: "a", limit: 1 })).toEqual(["a"]);
        expect(await store.list({ prefix: "a", after: documentName("a/2") })).toEqual(["ab"]);
        expect(await store.list({ prefix: "b", after: documentName("a/2") })).toEqual(["b"]);
        expect(await store.list({ prefix: "a", after: documentName("b") })).toEqual([]);
        expect(await store.list({ prefix: "\u{10ffff}" })).toHaveLength(2);
        expect(await store.list({ prefix: "c" })).toEqual([]);
        expect(await store.list({ prefix: "" })).toHaveLength(7);
      });

      it("A37 a log is opened for a history that is copied, unless it has one", async () => {
        const log = await store.open(a, { generation: "abcdefgh" });
        expect(log.generation).toBe("abcdefgh");
        await log.append(bytes("x"));
        await reopen();
        const again = await store.open(a, { generation: "ijklmnop" });
        expect(again.generation).toBe("abcdefgh");
      });

      it("S8 the list comes in pages", async () => {
        expect(await store.list()).toEqual([]);
        for (const name of ["a", "aa", "b", "c"]) {
          await (await store.open(documentName(name))).append(bytes("x"));
        }
        expect(await store.list({ limit: 2 })).toEqual(["a", "aa"]);
        expect(await store.list({ limit: 2, after: documentName("aa") })).toEqual(["b", "c"]);
        expect(await store.list({ after: documentName("ab") })).toEqual(["b", "c"]);
        expect(await store.list({ after: documentName("c") })).toEqual([]);
        for (const limit of [0, -1, 1.5]) {
          await expect(store.list({ limit })).rejects.toThrow(RangeError);
        }
      });

      it("S8 a thousand documents can be open at once", async () => {
        const many = Array.from({ length: 1_000 }, (_, index) => documentName(`document ${index}`));
        const logs = await Promise.all(many.map((name) => store.open(name)));
        await Promise.all(logs.map((log) => log.append(bytes(log.name))));
        expect(await store.list()).toHaveLength(1_000);
        await reopen();
        const again = await Promise.all(many.map((name) => store.open(name)));
        const loaded = await Promise.all(again.map(read));
        expect(loaded.map(({ updates }) => updates.map(text))).toEqual(many.map((name) => [name]));
      });
    });

    describe("generations and deletion", () => {
      it("S9 the generation stays the same as long as the document lives", async () => {
        const log = await store.open(a);
        const { generation } = log;
        expect(generation).toMatch(/^[\w-]{8}$/);
        await log.append(bytes("x"));
        await log.compact(bytes("x"), 1);
        await reopen();
        expect((await store.open(a)).generation).toBe(generation);
      });

      it("S9 opening alone leaves nothing behind", async () => {
        const log = await store.open(a);
        await log.close();
        expect(await store.list()).toEqual([]);
        expect(await store.delete(a)).toBe(false);
      });

      it("S10 a deleted document is gone, and its name starts a new generation", async () => {
        const log = await store.open(a);
        for (const update of ["x", "y", "z"]) await log.append(bytes(update));
        await log.compact(bytes("xy"), 2);
        await log.close();
        expect(await store.delete(a)).toBe(true);
        expect(await store.delete(a)).toBe(false);
        expect(await store.list()).toEqual([]);
        const next = await store.open(a);
        expect(next.generation).not.toBe(log.generation);
        expect(await read(next)).toMatchObject({ base: undefined, updates: [] });
        expect(await next.append(bytes("new"))).toBe(1);
        await reopen();
        expect(texts(await read(await store.open(a)))).toEqual({
          base: undefined,
          updates: ["new"],
        });
      });

      it("S10 a document with a long tail is deleted whole, and no other", async () => {
        const neighbour = await store.open(documentName("aa"));
        await neighbour.append(bytes("stays"));
        const log = await store.open(a);
        await Promise.all(Array.from({ length: 5_000 }, () => log.append(bytes("x"))));
        await log.close();
        expect(await store.delete(a)).toBe(true);
        await reopen();
        expect(await store.list()).toEqual(["aa"]);
        expect((await read(await store.open(a))).updates).toEqual([]);
        expect(texts(await read(await store.open(documentName("aa")))).updates).toEqual(["stays"]);
      });

      it("S11 a document has one open log at a time and is not deleted meanwhile", async () => {
        const [log, second] = await Promise.allSettled([store.open(a), store.open(a)]);
        expect(log.status).toBe("fulfilled");
        expect(second).toMatchObject({ reason: { code: "already-open", document: "a" } });
        expect(await codeOf(store.open(a))).toBe("already-open");
        expect(await codeOf(store.delete(a))).toBe("already-open");
        const [deletion, opening] = await Promise.allSettled([
          store.delete(documentName("b")),
          store.open(documentName("b")).then((opened) => opened.close()),
        ]);
        expect(deletion.status).toBe("fulfilled");
        if (opening.status === "rejected") expect(opening.reason.code).toBe("already-open");
      });

      it("S11 a closed log can be opened again, with everything in it", async () => {
        const first = await store.open(a);
        void first.append(bytes("x"));
        await first.close();
        const second = await store.open(a);
        expect(await second.append(bytes("y"))).toBe(2);
        expect(texts(await read(second)).updates).toEqual(["x", "y"]);
      });
    });

    describe("opening and closing", () => {
      it("S12 a store can be made ready first, or simply used", async () => {
        await store.ready();
        await store.ready();
        expect(await store.list()).toEqual([]);
        await reopen();
        expect(await store.list()).toEqual([]);
      });

      it("S12 a store that was never used can be closed, twice", async () => {
        await store.close();
        await store.close();
        expect(await codeOf(store.ready())).toBe("closed");
      });

      it("S12 a store closed while it opens closes", async () => {
        const ready = store.ready();
        await store.close();
        await ready;
        expect(await codeOf(store.list())).toBe("closed");
      });

      it("S13 closing a log waits for what was begun, and every acknowledgement holds", async () => {
        const log = await store.open(a);
        const appends = ["x", "y", "z"].map((update) => log.append(bytes(update)));
        await Promise.all([log.close(), log.close()]);
        expect(await Promise.all(appends)).toEqual([1, 2, 3]);
      });

      it("S13 closing the store waits for what was begun, and every acknowledgement holds", async () => {
        const logs = await Promise.all(
          ["a", "b", "c"].map((name) => store.open(documentName(name))),
        );
        const appends = logs.flatMap((log) =>
          Array.from({ length: 500 }, (_, index) => log.append(bytes(String(index)))),
        );
        const compaction = appends[499]!.then((through) => logs[0]!.compact(bytes("0"), through));
        const outcome = Promise.allSettled([compaction]);
        await Promise.all([store.close(), store.close()]);
        expect(new Set(await Promise.all(appends)).size).toBe(500);
        await outcome;
        store = makeStore();
        for (const { name } of logs) {
          expect((await read(await store.open(name))).through).toBe(500);
        }
      });

      it("S13 closing a log waits for its compaction", async () => {
        const log = await store.open(a);
        await Promise.all(Array.from({ length: 5_000 }, () => log.append(bytes("x"))));
        let isCompacted = false;
        void log.compact(bytes("base"), 5_000).then(() => (isCompacted = true));
        await log.close();
        expect(isCompacted).toBe(true);
      });

      it("S13 closing the store waits for lists, openings and deletions", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await log.close();
        const begun = Promise.all([store.list(), store.open(documentName("b")), store.delete(a)]);
        await store.close();
        const [list, opened, isDeleted] = await begun;
        expect(list).toEqual([a]);
        expect(isDeleted).toBe(true);
        expect(await codeOf(opened.append(bytes("x")))).toBe("closed");
      });

      it("S13 of appends racing with close, exactly the acknowledged ones are there", async () => {
        const log = await store.open(a);
        const outcomes: Promise<PromiseSettledResult<number>[]>[] = [];
        let closing: Promise<void> | undefined;
        for (let round = 0; round < 50; round++) {
          outcomes.push(Promise.allSettled([log.append(bytes(String(round)))]));
          if (round === 25) closing = store.close();
          await new Promise(setImmediate);
        }
        await closing;
        const settled = (await Promise.all(outcomes)).flat();
        const acknowledged = settled.flatMap((outcome, round) =>
          outcome.status === "fulfilled" ? [String(round)] : [],
        );
        for (const outcome of settled) {
          if (outcome.status === "rejected") expect(outcome.reason.code).toBe("closed");
        }
        expect(acknowledged).toHaveLength(26);
        store = makeStore();
        expect(texts(await read(await store.open(a))).updates).toEqual(acknowledged);
      });

      it("S14 a closed log refuses everything, with a code", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await log.close();
        await expectClosed(log);
        await log.close();
      });

      it("S14 a closed store refuses everything, with a code", async () => {
        const log = await store.open(a);
        await log.append(bytes("x"));
        await store.close();
        await expectClosed(log);
        expect(await codeOf(store.ready())).toBe("closed");
        expect(await codeOf(store.open(a))).toBe("closed");
        expect(await codeOf(store.list())).toBe("closed");
        expect(await codeOf(store.delete(a))).toBe("closed");
        await store.close();
      });

      it.each(["log", "store"])(
        "S14 closing the %s ends a load that is under way",
        async (what) => {
          const log = await store.open(a);
          await Promise.all(Array.from({ length: 10_000 }, () => log.append(bytes("x"))));
          const load = log.load()[Symbol.asyncIterator]();
          await load.next();
          await (what === "log" ? log.close() : store.close());
          expect(await codeOf(load.next())).toBe("closed");
          const abandoned = log.load()[Symbol.asyncIterator]();
          expect(await codeOf(abandoned.next())).toBe("closed");
        },
      );

      it("S15 data that one store has open are refused to another, until it closes", async () => {
        await store.ready();
        const second = makeStore();
        expect(await codeOf(second.ready())).toBe("locked");
        expect(await codeOf(second.open(a))).toBe("locked");
        await (await store.open(a)).append(bytes("x"));
        await store.close();
        store = second;
        expect(texts(await read(await store.open(a))).updates).toEqual(["x"]);
      });

      it("S15 a store that was refused can be closed without harm to the owner", async () => {
        await store.ready();
        const second = makeStore();
        expect(await codeOf(second.ready())).toBe("locked");
        await second.close();
        expect(await codeOf(makeStore().ready())).toBe("locked");
        expect(await (await store.open(a)).append(bytes("x"))).toBe(1);
      });
    });

    it("S17 whatever happens in whatever order, the store agrees with a plain model", async () => {
      await store.close();
      const told = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(storeStories(), async (story) => {
          for (const { type } of story) told.set(type, (told.get(type) ?? 0) + 1);
          await tell(story, make());
        }),
        { numRuns: 60 },
      );
      expect(told.size).toBe(8);
      expect(Math.min(...told.values())).toBeGreaterThan(20);
    });

    async function expectClosed(log: DocumentLog): Promise<void> {
      expect(await codeOf(log.append(bytes("y")))).toBe("closed");
      expect(await codeOf(log.compact(bytes("y"), 1))).toBe("closed");
      expect(await codeOf(log.keepDeleted(true))).toBe("closed");
      expect(await codeOf(log.rescue(bytes("y")))).toBe("closed");
      expect(await codeOf(read(log))).toBe("closed");
      expect(log.name).toBe(a);
      expect(log.generation).toMatch(/^[\w-]{8}$/);
    }
  });
}

/**
 * What every store of files has to do. Call {@link fileStoreContract} from a test file, once per
 * implementation.
 */

import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseFileHash, type FileHash } from "@coscribe/shared";
import type { FileStore, OpenFile } from "@coscribe/server/internal/store/file-store";
import { bytes, codeOf, filled } from "./store-verbs.ts";

/** Makes stores on the same files, one after the other. */
export type MakeFileStore = (maxBytes?: number) => FileStore;

/** The name that some bytes have to get. */
export function nameOf(content: Uint8Array): FileHash {
  return parseFileHash(createHash("sha256").update(content).digest("hex"))!;
}

/** Some bytes, as they come in. */
export async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}

/** All bytes of a file, or those from `start` up to `end`. */
export async function readFile(file: OpenFile, start = 0, end = file.size): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for await (const piece of file.read(start, end)) read.push(piece);
  return new Uint8Array(Buffer.concat(read));
}

/**
 * Declares the tests for one implementation. `make` is called before each test, for empty files of that
 * test's own.
 */
export function fileStoreContract(implementation: string, make: () => MakeFileStore): void {
  describe(`the file store ${implementation}`, () => {
    let makeStore: MakeFileStore;
    let store: FileStore;

    beforeEach(() => {
      makeStore = make();
      store = makeStore();
    });

    afterEach(() => store.close());

    async function found(hash: FileHash): Promise<Uint8Array | undefined> {
      const file = await store.find(hash);
      const content = file && (await readFile(file));
      await file?.close();
      return content;
    }

    it("V90 lists all files, each once, and none that is not whole", async () => {
      const list = async (): Promise<readonly unknown[]> => {
        const files: unknown[] = [];
        for await (const file of store.list?.() ?? []) files.push(file);
        return files;
      };
      expect(await list()).toEqual([]);
      const [one, two] = [filled(10, 1), filled(300_000, 2)];
      await store.put(pieces(one));
      await store.put(pieces(two));
      await store.put(pieces(one));
      const broken = (async function* () {
        yield one;
        throw new Error("cut");
      })();
      await expect(store.put(broken)).rejects.toThrow("cut");
      const files = await list();
      expect(files).toHaveLength(2);
      expect(files).toContainEqual({ hash: nameOf(one), size: 10 });
      expect(files).toContainEqual({ hash: nameOf(two), size: 300_000 });
    });

    it("S80 a file has the SHA-256 of its bytes as its name, however they come in", async () => {
      const hello = bytes("hello");
      expect(await store.put(pieces(hello))).toEqual({ hash: nameOf(hello), size: 5 });
      expect(await store.put(pieces(bytes("he"), bytes(""), bytes("llo")))).toEqual({
        hash: nameOf(hello),
        size: 5,
      });
      expect(await found(nameOf(hello))).toEqual(hello);
    });

    it("S80 there may be nothing in it, and there may be megabytes", async () => {
      const large = filled(5_000_000);
      for (const content of [bytes(""), large]) {
        const { hash, size } = await store.put(pieces(content));
        expect(size).toBe(content.length);
        expect(Buffer.compare((await found(hash))!, content)).toBe(0);
      }
    });

    it("S80 what was put is there in a store made later, and nothing else is", async () => {
      const { hash } = await store.put(pieces(bytes("kept")));
      await store.close();
      store = makeStore();
      expect(await found(hash)).toEqual(bytes("kept"));
      expect(await store.find(nameOf(bytes("never put")))).toBeUndefined();
      expect(store.damage).toEqual([]);
    });

    it("S80 pieces belong to whoever hands them in, and what is read to the reader", async () => {
      const piece = bytes("mine");
      async function* reused(): AsyncGenerator<Uint8Array> {
        yield piece;
        piece.fill(0);
        yield piece;
      }
      const { hash } = await store.put(reused());
      const content = await found(hash);
      expect(content).toEqual(Uint8Array.of(...bytes("mine"), 0, 0, 0, 0));
      content!.fill(1);
      expect(await found(hash)).toEqual(Uint8Array.of(...bytes("mine"), 0, 0, 0, 0));
    });

    it("S81 a part of a file can be read, and its head is there at once", async () => {
      const content = filled(300_000);
      const { hash } = await store.put(pieces(content));
      const file = (await store.find(hash))!;
      expect(file.size).toBe(300_000);
      expect(new Uint8Array(file.head)).toEqual(content.slice(0, file.head.length));
      expect(file.head.length).toBeGreaterThanOrEqual(16);
      for (const [start, end] of [
        [0, 1],
        [131_071, 131_073],
        [299_999, 300_000],
        [7, 7],
      ] as const) {
        expect(await readFile(file, start, end)).toEqual(content.slice(start, end));
      }
      await file.close();
      await file.close();
    });

    it("S82 what comes in and breaks off leaves nothing, and says what it said", async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield filled(200_000);
        throw new Error("the client has gone");
      }
      await expect(store.put(broken())).rejects.toThrow("the client has gone");
      expect(await store.find(nameOf(filled(200_000)))).toBeUndefined();
      const { hash } = await store.put(pieces(bytes("next")));
      expect(await found(hash)).toEqual(bytes("next"));
    });

    it("S83 the same file from many at once is there once", async () => {
      await store.close();
      store = makeStore(250_000);
      const content = filled(40_000);
      const all = await Promise.all(Array.from({ length: 6 }, () => store.put(pieces(content))));
      expect(new Set(all.map(({ hash }) => hash))).toEqual(new Set([nameOf(content)]));
      // So five more of the kind have room.
      for (let seed = 1; seed <= 5; seed++) await store.put(pieces(filled(40_000, seed)));
      expect(await codeOf(store.put(pieces(filled(80_000, 9))))).toBe("full");
    });

    it("S84 files take no more than they may together, also in a store made later", async () => {
      await store.close();
      store = makeStore(100_000);
      await store.put(pieces(filled(60_000, 1)));
      expect(await codeOf(store.put(pieces(filled(30_000, 2), filled(30_000, 3))))).toBe("full");
      await store.put(pieces(filled(40_000, 4)));
      await store.close();
      store = makeStore(100_000);
      expect(await codeOf(store.put(pieces(bytes("x"))))).toBe("full");
      expect(await found(nameOf(filled(40_000, 4)))).toEqual(filled(40_000, 4));
    });

    it("S85 closing waits for what is being written; what still comes in is refused", async () => {
      let goOn = (): void => undefined;
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield bytes("one");
        await gate;
        yield bytes("two");
      }
      const putting = codeOf(store.put(slow()));
      const closing = store.close();
      goOn();
      expect(await putting).toBe("closed");
      await closing;
      expect(await codeOf(store.put(pieces(bytes("late"))))).toBe("closed");
      expect(await codeOf(store.find(nameOf(bytes("late"))))).toBe("closed");
      store = makeStore();
      expect(await store.find(nameOf(bytes("onetwo")))).toBeUndefined();
    });
  });
}

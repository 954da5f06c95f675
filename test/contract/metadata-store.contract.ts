/**
 * What the metadata of every document store have to do. Call {@link metadataStoreContract} from a test
 * file, once per implementation.
 */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DocumentStore } from "@coscribe/server/internal/store/document-store";
import type { MetadataStore } from "@coscribe/server/internal/store/metadata-store";
import type { MakeStore } from "./document-store.contract.ts";
import { bytes, codeOf, text } from "./store-verbs.ts";

/** Declares the tests for one implementation. `make` is called before each test, for empty data. */
export function metadataStoreContract(implementation: string, make: () => MakeStore): void {
  describe(`the metadata of the document store ${implementation}`, () => {
    let makeStore: MakeStore;
    let store: DocumentStore;
    let metadata: MetadataStore;

    beforeEach(() => {
      makeStore = make();
      start();
    });

    afterEach(() => store.close());

    function start(): void {
      store = makeStore();
      metadata = store.metadata!;
    }

    const put = (key: string, value: string, table = "titles"): Promise<void> =>
      metadata.write([{ table, key, value: bytes(value) }]);

    async function keys(options?: Parameters<MetadataStore["list"]>[1]): Promise<string[]> {
      return (await metadata.list("titles", options)).map(({ key }) => key);
    }

    it("S90 an entry is found under its table and key, also in a store opened anew, until it is removed", async () => {
      expect(await metadata.get("titles", "a")).toBe(undefined);
      await put("a", "one");
      await put("a", "other", "aliases");
      await put("a", "two");
      await store.close();
      start();
      expect(text((await metadata.get("titles", "a"))!)).toBe("two");
      expect(text((await metadata.get("aliases", "a"))!)).toBe("other");
      await metadata.write([{ table: "titles", key: "a", value: undefined }]);
      expect(await metadata.get("titles", "a")).toBe(undefined);
      expect(text((await metadata.get("aliases", "a"))!)).toBe("other");
    });

    it("S91 the list has a table's entries in the order of their bytes, by prefix and in pages", async () => {
      for (const key of ["b", "\u{1F600}", "\uFFFD", "a\0two", "a\0one", "a"]) await put(key, key);
      await put("a", "of another table", "titlesmore");
      const all = ["a", "a\0one", "a\0two", "b", "\uFFFD", "\u{1F600}"];
      expect(await keys()).toEqual(all);
      expect(await keys({ prefix: "a\0" })).toEqual(["a\0one", "a\0two"]);
      expect(await keys({ limit: 2 })).toEqual(all.slice(0, 2));
      expect(await keys({ after: "a\0one", limit: 2 })).toEqual(["a\0two", "b"]);
      expect(await keys({ prefix: "a\0", after: "a\0one" })).toEqual(["a\0two"]);
      expect(await keys({ prefix: "b", after: "a" })).toEqual(["b"]);
      expect(await keys({ prefix: "a", after: "b" })).toEqual([]);
      expect(await keys({ after: "\u{1F600}" })).toEqual([]);
    });

    it("S92 changes of one call are made in their order, with empty values", async () => {
      await metadata.write([
        { table: "titles", key: "a", value: bytes("one") },
        { table: "titles", key: "b", value: bytes("two") },
        { table: "titles", key: "a", value: undefined },
        { table: "titles", key: "c", value: new Uint8Array() },
      ]);
      expect(await keys()).toEqual(["b", "c"]);
      expect(await metadata.get("titles", "c")).toHaveLength(0);
    });

    it("S93 documents and metadata do not meet", async () => {
      await put("a", "one");
      expect(await store.list()).toEqual([]);
    });

    it("S94 what no table, key or value may be is refused, and nothing after closing", async () => {
      const big = new Uint8Array(256 * 1024 + 1);
      await expect(metadata.get("Titles", "a")).rejects.toThrow(RangeError);
      await expect(put("", "x")).rejects.toThrow(RangeError);
      await expect(put("é".repeat(513), "x")).rejects.toThrow(RangeError);
      await expect(metadata.list("titles", { limit: 0 })).rejects.toThrow(RangeError);
      await expect(
        metadata.write([
          { table: "titles", key: "a", value: bytes("x") },
          { table: "titles", key: "b", value: big },
        ]),
      ).rejects.toThrow(RangeError);
      expect(await keys()).toEqual([]);
      await store.close();
      expect(await codeOf(put("a", "x"))).toBe("closed");
      expect(await codeOf(metadata.get("titles", "a"))).toBe("closed");
    });
  });
}

/**
 * What a store has to do that can lose a record: one on a disk, or on another machine.
 *
 * Call {@link lostRecordContract} from a test file, once per implementation.
 */

import { expect, it } from "vitest";
import type { DocumentLog } from "@coscribe/server/internal/store/document-store";
import type { MakeStore } from "./document-store.contract.ts";
import { bytes, codeOf, documentName, read, readDamaged, text } from "./store-verbs.ts";

/** Data of a test's own, which can lose something. */
export interface LosableData {
  readonly makeStore: MakeStore;
  /** Loses an update of a document, past any store, while none has the data open. */
  readonly lose: (log: DocumentLog, sequence: number) => Promise<void>;
}

/** Declares the tests for one implementation. `make` is called before each. */
export function lostRecordContract(implementation: string, make: () => LosableData): void {
  const a = documentName("a");
  const b = documentName("b");

  it.each([1, 2, 3])(
    `S71 ${implementation}: a document that has lost update %i takes nothing, and what is kept beside it is loaded`,
    async (lost) => {
      const { makeStore, lose } = make();
      const before = makeStore();
      const log = await before.open(a);
      const updates = ["1", "2", "3"];
      for (const update of updates) await log.append(bytes(update));
      await (await before.open(b)).append(bytes("x"));
      await before.close();
      await lose(log, lost);

      let store = makeStore();
      let damaged = await store.open(a);
      const rest = updates.filter((update) => update !== String(lost));
      const found = await readDamaged(damaged);
      expect(found.updates.map(text)).toEqual(rest);
      expect(found.damage).toMatchObject([{ sequence: lost }]);
      for (const refused of [
        damaged.append(bytes("4")),
        damaged.compact(bytes("1-3"), 2),
        damaged.keepDeleted(true),
      ]) {
        expect(await codeOf(refused)).toBe("damaged");
      }
      await damaged.rescue(bytes("1-3"));
      for (let round = 0; round < 2; round++) {
        const again = await readDamaged(damaged);
        expect(again.updates.map(text)).toEqual([...rest, "1-3"]);
        expect(again.damage.map(({ sequence }) => sequence)).toContain(lost);
        expect(again.through).toBe(3);
        await store.close();
        store = makeStore();
        damaged = await store.open(a);
      }
      expect(await (await store.open(b)).append(bytes("y"))).toBe(2);
      await damaged.close();
      expect(await store.delete(a)).toBe(true);
      expect(await read(await store.open(a))).toMatchObject({ base: undefined, updates: [] });
      await store.close();
    },
  );
}

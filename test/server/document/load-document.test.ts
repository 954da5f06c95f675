import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { memoryStore, type Background } from "@coscribe/server";
import {
  loadDocument,
  type LoadedDocument,
} from "@coscribe/server/internal/document/load-document";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { documentName } from "../../contract/store-verbs.ts";
import { contentOf, docOf, playHistory } from "../../support/yjs-history.ts";

const steps = fc.array(
  fc.record({ replica: fc.nat(3), action: fc.nat(11), place: fc.nat(50), syncsWith: fc.nat(3) }),
  { maxLength: 60 },
);

/** Loads a log of these updates. */
async function loaded(
  updates: readonly Uint8Array[],
  background?: Pick<Background, "screen">,
): Promise<LoadedDocument> {
  const store = memoryStore();
  const log = await store.open(documentName("a"));
  await Promise.all(updates.map((update) => log.append(update)));
  const document = await loadDocument(log, background);
  await store.close();
  return document;
}

describe("a document loaded from its log", () => {
  it("R1 is what Yjs makes of the same updates", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const updates = playHistory(history, 4).updates.map(({ update }) => update);
        const { replica, damage, through } = await loaded(updates);
        expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(docOf(updates)));
        expect(damage).toEqual([]);
        expect(through).toBe(updates.length);
      }),
      { numRuns: 100 },
    );
  });

  it("R3 is the same in whatever order its updates stand, also twice", async () => {
    const shuffled = steps.chain((history) => {
      const updates = playHistory(history, 4).updates.map(({ update }) => update);
      const some = fc.shuffledSubarray(updates);
      return some.map((twice) => ({ updates, stored: [...updates.toReversed(), ...twice] }));
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ updates, stored }) => {
        const { replica, damage } = await loaded(stored);
        expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(docOf(updates)));
        expect(damage).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("P70 is whole where bytes lie behind the end of its updates", async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => {
      updates.push(Buffer.concat([update, Buffer.from("noise")]));
    });
    for (const letter of "letters") doc.getText("text").insert(0, letter);
    doc.getText("text").insert(0, "x".repeat(1_500_000));
    const { replica, damage } = await loaded(updates);
    expect(damage).toEqual([]);
    expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(doc));
    expect((await loaded([Uint8Array.of(1, 1, 1, 0)])).damage).toHaveLength(1);
  });

  it("R13 is read beside the main loop where it is large, and is the same", async () => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "x".repeat(1_500_000));
    const state = Y.encodeStateAsUpdate(doc);
    doc.getText("text").delete(10, 100);
    const later = Y.encodeStateAsUpdate(doc);
    let screened = 0;
    const background = {
      screen: (...[update, vector]: Parameters<typeof inlineBackground.screen>) => {
        screened++;
        return inlineBackground.screen(update, vector);
      },
    };
    const small = Uint8Array.of(0, 0);
    const { replica, damage } = await loaded([state, small, later], background);
    expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(doc));
    expect(damage).toEqual([]);
    expect(screened).toBe(2);
    const noUpdate = new Uint8Array(2_000_000).fill(0xff);
    expect((await loaded([noUpdate], background)).damage).toHaveLength(1);
  });

  it("R18 lacks what is no update, what is missing, and what builds on that, and says so", async () => {
    const { updates } = playHistory(
      Array.from({ length: 20 }, () => ({ replica: 0, action: 0, place: 0, syncsWith: 0 })),
      1,
    );
    const first = updates.slice(0, 5).map(({ update }) => update);
    const later = updates.slice(7).map(({ update }) => update);
    const { replica, damage } = await loaded([...first, Uint8Array.of(1, 2, 3), ...later]);
    expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(docOf(first)));
    expect(damage.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^update 6 is no update/),
      `${later.length} updates build on what is missing, and are left out`,
    ]);
  });
});

/**
 * What a store is, in a dozen lines of plain data, and random stories told to both: after each
 * step the store must agree with the model, also after it has been opened anew.
 */

import fc from "fast-check";
import { expect } from "vitest";
import type { DocumentName } from "@coscribe/shared";
import type { DocumentLog, DocumentStore } from "@coscribe/server/internal/store/document-store";
import { codeOf, documentName, read } from "./store-verbs.ts";

/** One step of a story. `document` is an index into {@link names}. */
export type StoreStep =
  | { readonly type: "append"; readonly document: number; readonly updates: readonly Uint8Array[] }
  /** `share` of the tail, from 0 for none of it to 1 for all. */
  | {
      readonly type: "compact";
      readonly document: number;
      readonly share: number;
      readonly base: Uint8Array;
    }
  | { readonly type: "keepDeleted"; readonly document: number; readonly keeps: boolean }
  | { readonly type: "load"; readonly document: number }
  | { readonly type: "closeLog"; readonly document: number }
  | { readonly type: "delete"; readonly document: number }
  | { readonly type: "list" }
  | { readonly type: "reopen" };

const names = ["a", "aa", "a/b", "__proto__"].map(documentName);

/** Stories of 10 to 40 steps. */
export function storeStories(): fc.Arbitrary<readonly StoreStep[]> {
  const document = fc.nat({ max: names.length - 1 });
  const content = fc.uint8Array({ maxLength: 40 });
  const updates = fc.array(content, { minLength: 1, maxLength: 8 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ type: fc.constant("append"), document, updates }) },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant("compact"), document, share, base: content }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant("keepDeleted"), document, keeps: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.record({ type: fc.constant("load"), document }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant("closeLog"), document }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("delete"), document }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant("list") }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("reopen") }) },
    ),
    { minLength: 10, maxLength: 40, size: "max" },
  );
}

interface ModelDocument {
  generation: string;
  base: Uint8Array | undefined;
  through: number;
  updates: Uint8Array[];
  keepsDeleted: boolean;
}

/** Tells a story to the stores that `makeStore` makes one after the other on the same data. */
export async function tell(
  story: readonly StoreStep[],
  makeStore: () => DocumentStore,
): Promise<void> {
  const model = new Map<DocumentName, ModelDocument>();
  const logs = new Map<DocumentName, DocumentLog>();
  let store = makeStore();

  async function logOf(name: DocumentName): Promise<DocumentLog> {
    const log = logs.get(name) ?? (await store.open(name));
    logs.set(name, log);
    return log;
  }

  function documentOf({ name, generation, keepsDeleted }: DocumentLog): ModelDocument {
    const empty = { base: undefined, through: 0, updates: [] };
    const document = model.get(name) ?? { generation, ...empty, keepsDeleted };
    expect(generation).toBe(document.generation);
    model.set(name, document);
    return document;
  }

  async function expectAgreement(name: DocumentName): Promise<void> {
    const log = await logOf(name);
    const { base, updates, through } = await read(log);
    const document = model.get(name);
    expect(base && Buffer.from(base)).toEqual(document?.base && Buffer.from(document.base));
    expect(updates.map((update) => Buffer.from(update))).toEqual(
      (document?.updates ?? []).map((update) => Buffer.from(update)),
    );
    expect(through).toBe(document === undefined ? 0 : document.through + document.updates.length);
    expect(log.tailLength).toBe(document?.updates.length ?? 0);
    if (document === undefined) return;
    expect(log.generation).toBe(document.generation);
    expect(log.keepsDeleted).toBe(document.keepsDeleted);
  }

  async function tellStep(step: StoreStep): Promise<void> {
    switch (step.type) {
      case "append": {
        const log = await logOf(names[step.document]!);
        const document = documentOf(log);
        const sequences = await Promise.all(step.updates.map((update) => log.append(update)));
        document.updates.push(...step.updates);
        const last = document.through + document.updates.length;
        expect(sequences.at(-1)).toBe(last);
        return;
      }
      case "compact": {
        const log = await logOf(names[step.document]!);
        const document = documentOf(log);
        const absorbed = Math.round(step.share * document.updates.length);
        document.through += absorbed;
        document.updates = document.updates.slice(absorbed);
        document.base = step.base;
        await log.compact(step.base, document.through);
        return;
      }
      case "keepDeleted": {
        const log = await logOf(names[step.document]!);
        const document = model.get(log.name);
        if (document !== undefined) document.keepsDeleted = step.keeps;
        await log.keepDeleted(step.keeps);
        return;
      }
      case "load":
        await expectAgreement(names[step.document]!);
        return;
      case "closeLog": {
        const name = names[step.document]!;
        await logs.get(name)?.close();
        logs.delete(name);
        return;
      }
      case "delete": {
        const name = names[step.document]!;
        if (logs.has(name)) {
          expect(await codeOf(store.delete(name))).toBe("already-open");
          return;
        }
        expect(await store.delete(name)).toBe(model.delete(name));
        return;
      }
      case "list":
        expect(await store.list()).toEqual([...model.keys()].toSorted());
        return;
      case "reopen":
        await store.close();
        logs.clear();
        store = makeStore();
        for (const name of names) await expectAgreement(name);
    }
  }

  try {
    for (const step of story) await tellStep(step);
    await tellStep({ type: "list" });
    await tellStep({ type: "reopen" });
  } finally {
    await store.close();
  }
}

/**
 * What must be true of a replica, whatever it was sent: Yjs loads it, edits it, encodes it and loads
 * it again, and so does the server.
 */

// oxlint-disable no-underscore-dangle -- what is examined is the inside of Yjs.

import { Replica } from "@coscribe/server/internal/document/replica";
import type { Change } from "@coscribe/server/internal/update/admit-update";
import { changeOf } from "@coscribe/server/internal/worker/background";
import { atOnce } from "@coscribe/server/internal/worker/pack";
import { dataOf, screen } from "@coscribe/server/internal/worker/jobs";
import { ProtocolError } from "@coscribe/shared";
import { expect } from "vitest";
import * as Y from "yjs";
import { compactReplica } from "../support/compact-replica.ts";

/** What {@link submit} came to. */
export type Outcome = "refused" | "complete" | "incomplete";

/**
 * Gives `update` to `replica` as a room does, and what it adds to `onChange`. Throws anything but a
 * refusal.
 */
export function submit(
  replica: Replica,
  update: Uint8Array,
  onChange?: (change: Change) => void,
): Outcome {
  try {
    const { change, isComplete } = replica.admit(update);
    replica.add(change);
    onChange?.(change);
    return isComplete ? "complete" : "incomplete";
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * The same for an update that a worker thread screens, while `meanwhile` happens; again where that
 * brings a part of it.
 */
export function submitLarge(
  replica: Replica,
  update: Uint8Array,
  meanwhile: () => void,
  onChange: (change: Change) => void,
): Outcome {
  try {
    const screened = structuredClone(screen(update, structuredClone(dataOf(replica.known))));
    meanwhile();
    const change = replica.admitScreened(atOnce(changeOf(screened)).change);
    if (change === undefined) return submit(replica, update, onChange);
    replica.add(change);
    onChange(change);
    return screened.isComplete ? "complete" : "incomplete";
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ProtocolError && error.code === "updateRefused") return "refused";
  throw error;
}

/** A document of `update`. Fails where Yjs throws, waits for something, or is left unusable. */
export function load(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  expectUsable(doc);
  return doc;
}

/** Fails unless everything above holds for what `replica` has now. */
export function expectSound(replica: Replica): void {
  const doc = load(replica.encode());
  const structure = structureOf(doc);
  expect(vectorOf(doc)).toEqual(new Map(replica.vector));

  const base = compactReplica(replica);
  expect(structureOf(load(base))).toEqual(structure);
  const compacted = new Replica();
  expect(submit(compacted, base)).toBe("complete");
  expect(structureOf(load(compacted.encode()))).toEqual(structure);
  expect(structureOf(load(replica.encode()))).toEqual(structure);

  expectToEdit(doc);
}

/** Fails unless what `replica` says that `older` misses brings `older` to the same state. */
export function expectToCatchUp(older: Y.Doc, replica: Replica): void {
  Y.applyUpdate(older, replica.missingFor(vectorOf(older)));
  expectUsable(older);
  expect(structureOf(older)).toEqual(structureOf(load(replica.encode())));
}

/** The state vector of `doc`. */
export function vectorOf(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

/** Everything that is not deleted in `doc`, character by character, with who wrote it and when. */
export function structureOf(doc: Y.Doc): unknown {
  const roots = [...doc.share].map(([name, type]) => [name, typeStructure(type)] as const);
  // A root that nothing lives in is made by whoever asks for it.
  return roots.filter(([, { list, map }]) => list.length + map.length > 0).toSorted(byKey);
}

type AnyType = Pick<Y.AbstractType<Y.YEvent<never>>, "_start" | "_map">;

interface TypeStructure {
  readonly list: readonly unknown[];
  readonly map: readonly (readonly [string, unknown])[];
}

function typeStructure(type: AnyType): TypeStructure {
  const list: unknown[] = [];
  for (let item = type._start; item !== null; item = item.right) list.push(...unitsOf(item));
  const map = [...type._map].flatMap(([key, item]) => {
    return item.deleted ? [] : [[key, unitsOf(item)] as const];
  });
  return { list: list.toSorted(byId), map: map.toSorted(byKey) };
}

function unitsOf({ id, deleted, content }: Y.Item): unknown[] {
  if (deleted || content instanceof Y.ContentFormat) return [];
  const values: readonly unknown[] =
    content instanceof Y.ContentType
      ? [[content.type.constructor.name, typeStructure(content.type)]]
      : content instanceof Y.ContentDoc
        ? [[content.doc.guid, content.opts]]
        : content instanceof Y.ContentString
          ? content.str.split("")
          : content.getContent();
  return values.map((value, index) => [id.client, id.clock + index, plain(value)]);
}

/** `value` with the keys that it inherits, which is how lib0 reads `__proto__`, as its own. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const entries: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) entries.push([key, plain(inner)]);
  return entries.toSorted(byKey);
}

function byId(a: unknown, b: unknown): number {
  const [[clientA = 0, clockA = 0], [clientB = 0, clockB = 0]] = [a, b] as [number[], number[]];
  return clientA - clientB || clockA - clockB;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Types a letter, then deletes everything. Both must be told to others, and be encoded. */
function expectToEdit(doc: Y.Doc): void {
  const copy = load(Y.encodeStateAsUpdate(doc));
  let updates = 0;
  doc.on("update", (update: Uint8Array) => {
    updates++;
    Y.applyUpdate(copy, update);
  });
  doc.get("another", Y.Text).insert(0, "x");
  expect(updates).toBe(1);
  doc.transact((transaction) => {
    for (const type of doc.share.values()) {
      for (let item = type._start; item !== null; item = item.right) item.delete(transaction);
      for (const item of type._map.values()) item.delete(transaction);
    }
  });
  expect(updates).toBe(2);
  expectUsable(doc);
  expectUsable(copy);
  expect(structureOf(copy)).toEqual([]);
  load(Y.encodeStateAsUpdate(doc));
}

/** Fails where Yjs waits for something, or could no longer tell others of edits. */
export function expectUsable(doc: Y.Doc): void {
  expect(doc.store.pendingStructs).toBeNull();
  expect(doc.store.pendingDs).toBeNull();
  expect(doc._transactionCleanups).toEqual([]);
}

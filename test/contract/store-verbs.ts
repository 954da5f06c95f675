/** Short words for what store tests do again and again. */

import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import type { DocumentLog, LogDamage } from "@coscribe/server/internal/store/document-store";
import { StoreError, type StoreErrorCode } from "@coscribe/server/internal/store/store-error";

/** A checked name. */
export function documentName(name: string): DocumentName {
  return parseDocumentName(name);
}

/** An update that can be read in a failed test. */
export function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** What {@link bytes} was made of. */
export function text(update: Uint8Array): string {
  return new TextDecoder().decode(update);
}

/** `length` bytes that do not compress; others for another seed. */
export function filled(length: number, seed = 0): Uint8Array {
  const result = new Uint8Array(length);
  let state = seed;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    result[index] = state >>> 24;
  }
  return result;
}

/** A whole log. */
export interface ReadLog {
  readonly base: Uint8Array | undefined;
  readonly updates: readonly Uint8Array[];
  readonly through: number;
  readonly batches: number;
}

/** Loads a log to its end. Throws where it is damaged. */
export async function read(log: DocumentLog): Promise<ReadLog> {
  const { damage, ...whole } = await readDamaged(log);
  if (damage.length > 0) throw new Error(`damaged: ${JSON.stringify(damage)}`);
  return whole;
}

/** Loads what can be read of a log, and what is wrong with the rest. */
export async function readDamaged(
  log: DocumentLog,
): Promise<ReadLog & { readonly damage: readonly LogDamage[] }> {
  let base: Uint8Array | undefined;
  const updates: Uint8Array[] = [];
  const damage: LogDamage[] = [];
  let through = 0;
  let batches = 0;
  for await (const batch of log.load()) {
    if (batch.base !== undefined) {
      if (base !== undefined || updates.length > 0) throw new Error("a base after the first batch");
      base = batch.base;
    }
    for (const update of batch.updates) updates.push(update);
    if (batch.through < through) throw new Error("batches out of order");
    through = batch.through;
    damage.push(...(batch.damage ?? []));
    batches += 1;
  }
  return { base, updates, through, batches, damage };
}

/** A log made of {@link bytes}, as text. */
export function texts(log: ReadLog): { base: string | undefined; updates: string[] } {
  return { base: log.base && text(log.base), updates: log.updates.map(text) };
}

/** The code a promise rejects with; fails where it resolves or rejects with anything else. */
export async function codeOf(promise: Promise<unknown>): Promise<StoreErrorCode> {
  const outcome = await promise.then(
    () => new Error("resolved"),
    (error: unknown) => error,
  );
  if (outcome instanceof StoreError) return outcome.code;
  throw outcome;
}

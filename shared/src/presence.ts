/**
 * Presence entries: the bytes of y-protocols' awareness updates.
 *
 * An update is a count, then for each entry a Yjs client ID, a clock, and the person's state as
 * JSON text (`null` for "gone"). A higher clock replaces a lower one. States stay text here: a
 * server passes them on without caring what is in them.
 */

import { encodeUtf8 } from "lib0/string";
import { ByteReader, MalformedBytesError } from "./byte-reader.ts";
import { varUintSize, writeVarBytes, writeVarUint } from "./byte-writer.ts";
import { ProtocolError } from "./protocol-error.ts";

/** The state of one client. */
export interface PresenceEntry {
  /** Yjs client ID, an unsigned 32-bit number for every known client. */
  readonly clientId: number;
  /** Counts the states of this client; at most 2^53 - 1 on the wire. */
  readonly clock: number;
  /** JSON text, or null when the client is gone. */
  readonly state: string | null;
}

/** The update that carries no entry: changes nothing, and tells a client that the line is alive. */
export const emptyPresence: Uint8Array = Uint8Array.of(0);

/** The bytes of `entries`. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const states = entries.map((entry) => encodeUtf8(entry.state ?? "null"));
  let size = varUintSize(entries.length);
  entries.forEach((entry, index) => {
    const length = states[index]?.length ?? 0;
    size += varUintSize(entry.clientId) + varUintSize(entry.clock) + varUintSize(length) + length;
  });
  const update = new Uint8Array(size);
  let at = writeVarUint(update, 0, entries.length);
  entries.forEach((entry, index) => {
    at = writeVarUint(update, at, entry.clientId);
    at = writeVarUint(update, at, entry.clock);
    at = writeVarBytes(update, at, states[index] ?? new Uint8Array());
  });
  return update;
}

/** The entries of an awareness update, at most `maxEntries`, or what is wrong with it. */
export function decodePresence(
  update: Uint8Array,
  maxEntries: number,
): readonly PresenceEntry[] | ProtocolError {
  const reader = new ByteReader(update);
  try {
    const count = reader.varUint();
    if (count > maxEntries) {
      return new ProtocolError(
        "malformedFrame",
        `an awareness message has ${count} entries, ${maxEntries} are allowed`,
      );
    }
    const entries: PresenceEntry[] = [];
    for (let index = 0; index < count; index++) {
      const clientId = reader.varUint();
      const clock = reader.varUint();
      const state = reader.varString();
      entries.push({ clientId, clock, state: state === "null" ? null : state });
    }
    return entries;
  } catch (cause) {
    if (!(cause instanceof MalformedBytesError)) throw cause;
    return new ProtocolError(
      "malformedFrame",
      `an awareness message could not be decoded: ${cause.message}`,
      { cause },
    );
  }
}

/**
 * Presence entries: the bytes of y-protocols' awareness updates.
 *
 * An update is a count, then for each entry a Yjs client ID, a clock, and the person's state as
 * JSON text (`null` for "gone"). A higher clock replaces a lower one. States stay bytes here: a
 * server passes them on without caring what is in them.
 */

import { ByteReader, MalformedBytesError } from "./byte-reader.ts";
import { varUintSize, writeVarBytes, writeVarUint } from "./byte-writer.ts";
import { ProtocolError } from "./protocol-error.ts";

/** The state of one client. */
export interface PresenceEntry {
  /** Yjs client ID, an unsigned 32-bit number for every known client. */
  readonly clientId: number;
  /** Counts the states of this client; at most 2^53 - 1 on the wire. */
  readonly clock: number;
  /** The UTF-8 of JSON text, or null when the client is gone. */
  readonly state: Uint8Array | null;
}

/** The update that carries no entry: changes nothing, and tells a client that the line is alive. */
export const emptyPresence: Uint8Array = Uint8Array.of(0);

/** A message may hold so many entries: everybody's in a document that very many have open. */
const mostEntries = 10_000;

/** `null` as JSON. */
const gone = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);

/** The bytes of `entries`. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  let size = varUintSize(entries.length);
  for (const { clientId, clock, state } of entries) {
    const { length } = state ?? gone;
    size += varUintSize(clientId) + varUintSize(clock) + varUintSize(length) + length;
  }
  const update = new Uint8Array(size);
  let at = writeVarUint(update, 0, entries.length);
  for (const { clientId, clock, state } of entries) {
    at = writeVarUint(update, at, clientId);
    at = writeVarUint(update, at, clock);
    at = writeVarBytes(update, at, state ?? gone);
  }
  return update;
}

/** The entries of an awareness update, or what is wrong with it. States share its memory. */
export function decodePresence(update: Uint8Array): readonly PresenceEntry[] | ProtocolError {
  const reader = new ByteReader(update);
  try {
    const count = reader.varUint();
    if (count > mostEntries) throw new MalformedBytesError(`more than ${mostEntries} entries`);
    const entries: PresenceEntry[] = [];
    for (let index = 0; index < count; index++) {
      const clientId = reader.varUint();
      const clock = reader.varUint();
      const state = reader.varBytes();
      entries.push({ clientId, clock, state: isGone(state) ? null : state });
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

function isGone(state: Uint8Array): boolean {
  return state.length === gone.length && gone.every((byte, index) => state[index] === byte);
}

/**
 * What others see of somebody: who it is says the server, where it knows, and not the client.
 *
 * Yjs editors have who somebody is in the field `user` of their presence states, and where they are in others.
 * Whoever moves their caret sends both, each time: so what was made of the one is kept, and put into the next
 * state without reading that, where it is plain to see that nothing else of it says who it is.
 */

import type { AccessUser, PresenceEntry } from "@coscribe/shared";
import { decodeUtf8, encodeUtf8 } from "lib0/string";
import { checkPresenceState } from "../room/presence-state.ts";

/** What the id of somebody begins with whom nobody knows, where others are known. */
const guestPrefix = "guest:";

/** How a state begins that says first who it is, as those of editors do. */
const start: Buffer = Buffer.from('{"user":');
const field: Buffer = Buffer.from('"user"');
const comma = 0x2c;
const closingBrace = 0x7d;
const backslash = 0x5c;

/** What came of a field `user`, in the bytes of JSON. */
interface Rewritten {
  readonly claimed: Buffer;
  readonly shown: Buffer;
}

/** See the head of this file. One for each session; `user` is whom the server knows, undefined for a guest. */
export class ShownPresence {
  readonly #user: AccessUser | undefined;
  #last: Rewritten | undefined;

  constructor(user: AccessUser | undefined) {
    this.#user = user;
  }

  /** Whether it is about `user`. */
  isOf(user: AccessUser | undefined): boolean {
    return user === this.#user;
  }

  /**
   * `entry` as others see it: with the id, name and colour that the server knows, and a colour of the client's
   * own where it knows none. A guest has the id of nobody whom the server knows. Throws ProtocolError
   * `malformedFrame` for a state that is none.
   */
  of(entry: PresenceEntry): PresenceEntry {
    if (entry.state === null) return entry;
    const state = Buffer.from(entry.state.buffer, entry.state.byteOffset, entry.state.byteLength);
    const alike = this.#asLast(state);
    if (alike !== undefined) return { ...entry, state: alike };
    // One that is too much is shown to nobody, whoever it says it is.
    if (checkPresenceState(state) !== undefined) return entry;
    const value: unknown = JSON.parse(decodeUtf8(state));
    // Others, such as a number, show nobody.
    if (!isObject(value)) return entry;
    const { user: claimed } = value;
    const user = this.#userOf(isObject(claimed) ? claimed : undefined);
    if (user === undefined) return entry;
    this.#last = rewritten(claimed, user);
    return { ...entry, state: encodeUtf8(JSON.stringify({ ...value, user })) };
  }

  /** The state, where it says who it is as the last one did, and nothing else of it could say that. */
  #asLast(state: Buffer): Uint8Array | undefined {
    if (this.#last === undefined) return undefined;
    const { claimed, shown } = this.#last;
    const end = start.length + claimed.length;
    const next = state[end];
    if (next !== comma && next !== closingBrace) return undefined;
    if (start.compare(state, 0, start.length) !== 0) return undefined;
    if (claimed.compare(state, start.length, end) !== 0) return undefined;
    const rest = state.subarray(end);
    // A second field of that name would count; with escapes it could be written in other letters.
    if (rest.includes(backslash) || rest.includes(field)) return undefined;
    return Buffer.concat([start, shown, rest]);
  }

  #userOf(claimed: Fields | undefined): Fields | undefined {
    if (this.#user === undefined) return claimed && asGuest(claimed);
    const { id, name = id, color } = this.#user;
    const colors = color === undefined ? {} : { color, colorLight: `${color}33` };
    return { ...claimed, id, name, ...colors };
  }
}

function asGuest({ id, ...others }: Fields): Fields {
  return typeof id === "string" ? { ...others, id: guestPrefix + id } : others;
}

/** As JSON has it that has come by way of `JSON.stringify`, as that of browsers and programs has. */
function rewritten(claimed: unknown, user: Fields): Rewritten | undefined {
  if (claimed === undefined) return undefined;
  return {
    claimed: Buffer.from(JSON.stringify(claimed)),
    shown: Buffer.from(JSON.stringify(user)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

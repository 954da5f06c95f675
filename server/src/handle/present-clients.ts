/** Who is in a room, as a program is told. */

import { decodeUtf8 } from "lib0/string";
import type { Room } from "../room/room.ts";
import type { PresentClient } from "./handle-events.ts";

/** See the head of this file. */
export class PresentClients {
  /** What states say; most stay as they are while one changes. */
  readonly #values = new WeakMap<Uint8Array, unknown>();

  /** Everybody who shows something in `room`. */
  in(room: Room): readonly PresentClient[] {
    return room.present.map(({ clientId, state, owner }) => {
      return { clientId, user: owner.grant.user, state: this.#valueOf(state) };
    });
  }

  #valueOf(state: Uint8Array): unknown {
    const known = this.#values.get(state);
    if (known !== undefined) return known;
    const value: unknown = JSON.parse(decodeUtf8(state));
    this.#values.set(state, value);
    return value;
  }
}

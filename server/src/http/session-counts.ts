/** How many sessions there are, in all and from each network, and whether there may be one more. */

import { ProtocolError } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import { isLoopbackAddress } from "./origin.ts";
import { networkOf } from "./request-source.ts";

/** See the head of this file. */
export class SessionCounts {
  readonly #settings: Settings;
  readonly #byNetwork = new Map<string, number>();
  #count = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Counts a session from `address`. Throws ProtocolError `tryAgainLater` where it is one too many. */
  add(address: string): void {
    const { maxSessions, maxSessionsPerAddress } = this.#settings;
    if (this.#count >= maxSessions) {
      throw new ProtocolError(
        "tryAgainLater",
        `the server has its limit of ${maxSessions} sessions`,
      );
    }
    const network = networkOf(address);
    const fromThere = this.#byNetwork.get(network) ?? 0;
    if (fromThere >= maxSessionsPerAddress && !isLoopbackAddress(address)) {
      throw new ProtocolError(
        "tryAgainLater",
        `your address has its limit of ${maxSessionsPerAddress} sessions`,
      );
    }
    this.#count++;
    this.#byNetwork.set(network, fromThere + 1);
  }

  /** A session from `address` has ended. */
  remove(address: string): void {
    this.#count--;
    const network = networkOf(address);
    const left = (this.#byNetwork.get(network) ?? 1) - 1;
    if (left === 0) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, left);
  }
}

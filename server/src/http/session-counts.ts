/** How many sessions there are, in all and from each network, and whether there may be one more. */

import { ProtocolError } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import { NetworkCounts } from "./network-counts.ts";

/** See the head of this file. */
export class SessionCounts {
  readonly #settings: Settings;
  readonly #counts: NetworkCounts;

  constructor(settings: Settings) {
    const { maxSessions: most, maxSessionsPerAddress: mostPerNetwork } = settings;
    this.#settings = settings;
    this.#counts = new NetworkCounts({ most, mostPerNetwork });
  }

  /** Counts a session from `address`. Throws ProtocolError `tryAgainLater` where it is one too many. */
  add(address: string): void {
    const { maxSessions, maxSessionsPerAddress } = this.#settings;
    if (this.#counts.isFull) {
      throw new ProtocolError(
        "tryAgainLater",
        `the server has its limit of ${maxSessions} sessions`,
      );
    }
    if (this.#counts.isFullFor(address)) {
      throw new ProtocolError(
        "tryAgainLater",
        `your address has its limit of ${maxSessionsPerAddress} sessions`,
      );
    }
    this.#counts.add(address);
  }

  /** A session from `address` has ended. */
  remove(address: string): void {
    this.#counts.remove(address);
  }
}

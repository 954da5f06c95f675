/** How many there are of something, in all and from each network. */

import { isLoopbackAddress } from "./origin.ts";
import { networkOf } from "./request-source.ts";

/** Most that there may be. */
export interface NetworkLimits {
  readonly most: number;
  /** Loopback is exempt, since that is where a proxy on this machine connects from. */
  readonly mostPerNetwork: number;
}

/** See the head of this file. */
export class NetworkCounts {
  readonly #limits: NetworkLimits;
  readonly #byNetwork = new Map<string, number>();
  #count = 0;

  constructor(limits: NetworkLimits) {
    this.#limits = limits;
  }

  /** Whether there are as many as there may be. */
  get isFull(): boolean {
    return this.#count >= this.#limits.most;
  }

  /** Whether there are as many as there may be from the network of `address`. */
  isFullFor(address: string): boolean {
    const fromThere = this.#byNetwork.get(networkOf(address)) ?? 0;
    return fromThere >= this.#limits.mostPerNetwork && !isLoopbackAddress(address);
  }

  /** One more from `address`. */
  add(address: string): void {
    const network = networkOf(address);
    this.#count++;
    this.#byNetwork.set(network, (this.#byNetwork.get(network) ?? 0) + 1);
  }

  /** One from `address` has ended. */
  remove(address: string): void {
    const network = networkOf(address);
    this.#count--;
    const left = (this.#byNetwork.get(network) ?? 1) - 1;
    if (left === 0) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, left);
  }
}

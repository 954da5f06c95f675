/** How many files may come in at once, in all and from each network. */

import { isLoopbackAddress } from "../origin.ts";
import { networkOf } from "../request-source.ts";
import { FileRefusedError } from "./file-answer.ts";

/** Most at once. */
export interface UploadSlotLimits {
  readonly maxUploads: number;
  /** Loopback is exempt, since that is where a proxy on this machine connects from. */
  readonly maxUploadsPerAddress: number;
}

/** See the head of this file. */
export class UploadSlots {
  readonly #limits: UploadSlotLimits;
  readonly #byNetwork = new Map<string, number>();
  #count = 0;

  constructor(limits: UploadSlotLimits) {
    this.#limits = limits;
  }

  /** Takes one for `address`. Throws a {@link FileRefusedError} where it is one too many. */
  take(address: string): () => void {
    const { maxUploads, maxUploadsPerAddress } = this.#limits;
    const network = networkOf(address);
    const fromThere = this.#byNetwork.get(network) ?? 0;
    const isTooMany = fromThere >= maxUploadsPerAddress && !isLoopbackAddress(address);
    if (isTooMany || this.#count >= maxUploads) throw new FileRefusedError("tooManyUploads");
    this.#count++;
    this.#byNetwork.set(network, fromThere + 1);
    return () => {
      this.#count--;
      const left = (this.#byNetwork.get(network) ?? 1) - 1;
      if (left === 0) this.#byNetwork.delete(network);
      else this.#byNetwork.set(network, left);
    };
  }
}

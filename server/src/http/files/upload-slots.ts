/** How many files may come in at once, in all and from each network. */

import { NetworkCounts } from "../network-counts.ts";
import { FileRefusedError } from "./file-answer.ts";

/** Most at once. */
export interface UploadSlotLimits {
  readonly maxUploads: number;
  /** Loopback is exempt, since that is where a proxy on this machine connects from. */
  readonly maxUploadsPerAddress: number;
}

/** See the head of this file. */
export class UploadSlots {
  readonly #counts: NetworkCounts;

  constructor({ maxUploads, maxUploadsPerAddress }: UploadSlotLimits) {
    this.#counts = new NetworkCounts({ most: maxUploads, mostPerNetwork: maxUploadsPerAddress });
  }

  /** Takes one for `address`. Throws a {@link FileRefusedError} where it is one too many. */
  take(address: string): () => void {
    const counts = this.#counts;
    if (counts.isFullFor(address) || counts.isFull) throw new FileRefusedError("tooManyUploads");
    counts.add(address);
    return () => counts.remove(address);
  }
}

/**
 * How much of the bodies of requests lies in memory, of all together: what comes slowly lies there for long. What
 * people write is little, and always taken.
 */

import { littleBytes } from "../../connection/inbound-budget.ts";
import { ApiProblem } from "./problems.ts";

/** See the head of this file. */
export class BodyBudget {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** For one request. */
  begin(): BodyShare {
    let bytes = 0;
    let counted = 0;
    return {
      add: (count) => {
        bytes += count;
        const more = Math.max(0, bytes - littleBytes) - counted;
        if (more > 0 && this.#bytes + more > this.#maxBytes) {
          throw new ApiProblem("tryAgainLater", "too much is being sent by others at present");
        }
        counted += more;
        this.#bytes += more;
      },
      end: () => {
        this.#bytes -= counted;
        counted = 0;
      },
    };
  }
}

/** What one request has in memory. */
export interface BodyShare {
  /** So many bytes more have come. Throws an ApiProblem where that is too much. */
  readonly add: (count: number) => void;
  /** They are not needed any more. */
  readonly end: () => void;
}

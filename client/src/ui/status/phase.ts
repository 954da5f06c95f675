/** How far a document has come on its way to the screen. Where its edits are is `telling.ts`. */

import type { ConnectionStatus } from "../../status.ts";

/** See the head of this file. */
export type Phase =
  /** There is nothing to show yet. `isSlow` once this takes longer than usual. */
  | { readonly type: "connecting"; readonly isSlow: boolean }
  /** The content is here, from this device or from the server. */
  | { readonly type: "open" }
  /** Final. `hasContent` tells whether there is something on the page to keep. */
  | {
      readonly type: "refused";
      readonly code: number;
      readonly reason: string;
      readonly hasContent: boolean;
    };

/** How long the first content may take before the page says that it is slow. */
export const slowStartMs = 5000;

/**
 * The phase for `status`. `hasContent`: see `Connection.loaded`. `isSlow`: there has been none for
 * longer than {@link slowStartMs}.
 */
export function phaseOf(status: ConnectionStatus, hasContent: boolean, isSlow: boolean): Phase {
  if (status.state === "refused") {
    return { type: "refused", code: status.code, reason: status.reason, hasContent };
  }
  return hasContent ? { type: "open" } : { type: "connecting", isSlow };
}

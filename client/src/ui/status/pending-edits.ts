/** How much is still on its way to the server. */

import type { SaveStatus } from "../../saving/save-status.ts";

/** How many edits the server has not confirmed. */
export function pendingEditsOf(status: SaveStatus): number {
  return status.state === "saved" ? 0 : status.pendingEdits;
}

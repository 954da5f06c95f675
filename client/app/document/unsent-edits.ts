/**
 * Knows whether edits made in this tab are still waiting for the server, and asks before the page is
 * left with them: until there is an offline copy, they exist nowhere else.
 */

import type { Connection } from "@coscribe/client";
import type { Transaction } from "yjs";

/** Watches `connection` for as long as the page lives. */
export function warnBeforeLosingEdits(connection: Connection): void {
  connection.doc.on(
    "update",
    (_update: Uint8Array, _origin: unknown, _doc: unknown, by: Transaction) => {
      if (by.local && !connection.isSynced) addEventListener("beforeunload", askBeforeLeaving);
    },
  );
  connection.on("status", () => {
    // Not listening while there is nothing to lose keeps the page in the back-forward cache.
    if (connection.isSynced) removeEventListener("beforeunload", askBeforeLeaving);
  });
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Asks before the page is left with edits that are neither on the server nor on this device. */

import type { Connection } from "@coscribe/client";
import { pendingEditsOf } from "@coscribe/client/ui";

/** Watches `connection` for as long as the page lives. */
export function warnBeforeLosingEdits(connection: Connection): void {
  const askIfUnsafe = (event: BeforeUnloadEvent): void => {
    if (!connection.isSafeToLeave) event.preventDefault();
  };
  connection.on("saveStatus", (status) => {
    // Not listening while there is nothing to lose keeps the page in the back-forward cache.
    if (pendingEditsOf(status) > 0) addEventListener("beforeunload", askIfUnsafe);
    else removeEventListener("beforeunload", askIfUnsafe);
  });
}

/** Asks the browser not to throw this device's copies away when it runs out of room. */

import type { Connection } from "@coscribe/client";
import { pendingEditsOf } from "@coscribe/client/ui";

/**
 * Asks once per page, as soon as there are edits that only this device has: some browsers pass the
 * question on to the person, who then sees what it is about.
 */
export function askForLastingStorage(connection: Connection): void {
  const stop = connection.on("saveStatus", (status) => {
    if (status.state !== "offline" || pendingEditsOf(status) === 0) return;
    stop();
    // Typed as always there, but missing outside of secure contexts and in older browsers.
    const storage = navigator.storage as Partial<StorageManager> | undefined;
    // A browser that refuses keeps the copies as long as it has room.
    storage?.persist?.().catch(() => undefined);
  });
}

/** Opens a database of copies, or does without: some browsers never answer. */

import type { Clock } from "../clock.ts";
import { CopyDatabase } from "./copy-database.ts";

/** A browser that has not opened the database by then is not waited for. */
const openTimeoutMs = 5_000;

/**
 * Rejects when the browser refuses or takes too long; what comes late is closed. For `onLost`, see
 * {@link CopyDatabase.open}.
 */
export function openInTime(
  databaseName: string,
  clock: Clock,
  onLost: () => void,
): Promise<CopyDatabase> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = clock.after(openTimeoutMs, () => {
      isLate = true;
      reject(new Error(`${databaseName} was not opened in time`));
    });
    CopyDatabase.open(databaseName, onLost)
      .finally(() => timer.cancel())
      .then((database) => (isLate ? database.close() : resolve(database)), reject);
  });
}

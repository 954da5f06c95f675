/** A store for tests that wait for each commit: a pause between commits would be all they measure. */

import { levelStore } from "@coscribe/server/internal/store/level/level-store";

/** A store in `directory` that commits as soon as it can. */
export function promptStore(directory: string): ReturnType<typeof levelStore> {
  return levelStore(directory, { commitIntervalMs: 0 });
}

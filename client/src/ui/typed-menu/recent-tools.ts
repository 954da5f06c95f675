/** The tools that somebody used last, to offer them first. */

/** Where their IDs are kept, the last one first; a page keeps them on the device. */
export interface RecentTools {
  read(): readonly string[];
  write(ids: readonly string[]): void;
}

/** As many are offered. */
export const maxRecentTools = 3;

/** Keeps them as long as this lives. */
export function recentToolsInMemory(): RecentTools {
  let kept: readonly string[] = [];
  return {
    read: () => kept,
    write: (ids) => {
      kept = ids;
    },
  };
}

/** `recent` with `id` as the last one used. */
export function withUsed(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, maxRecentTools);
}

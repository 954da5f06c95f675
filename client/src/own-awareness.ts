/**
 * The awareness of one connection: it leaves nothing behind in the document, and takes a live connection
 * for a sign of life.
 *
 * y-protocols' own timer removes everybody who was not heard of for 30 seconds. The server tells at once
 * when somebody goes, and shows those who are silent again every 20 seconds; what it says may be late
 * by more than the ten seconds in between when a machine is busy or a tab is behind others, and everybody
 * else would be gone and back again. So others are removed only when nothing was heard of them for two
 * and a half times as long as browsers hold back the timers of a hidden tab, as with a server that does not
 * tell who goes. Whoever is gone with the connection itself is removed by the link.
 */

import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Clock, Timer } from "./clock.ts";

/** How often the own state is shown again at least: stock clients forget it after 30 seconds. */
export const renewMs = 15_000;

/** After how long without a word others count as gone. */
export const forgetMs = 150_000;

/** How often that is looked at. */
const lookMs = 5_000;

/** An awareness, and what ends it. */
export interface OwnAwareness {
  readonly awareness: Awareness;
  /** Ends it, and takes its listener out of the document, which `Awareness.destroy` leaves there. */
  readonly destroy: () => void;
}

/** The awareness of a new connection of `doc`. */
export function ownAwareness(doc: Y.Doc, clock: Clock): OwnAwareness {
  const before = new Set(listenersOf(doc));
  const awareness = new Awareness(doc);
  const added = listenersOf(doc).filter((listener) => !before.has(listener));
  const stopLooking = lookAfter(awareness, clock);
  return {
    awareness,
    destroy: () => {
      for (const listener of added) doc.off("destroy", listener);
      stopLooking();
      awareness.destroy();
    },
  };
}

/** In place of y-protocols' own timer; see the head of this file. */
function lookAfter(awareness: Awareness, clock: Clock): () => void {
  // oxlint-disable-next-line no-underscore-dangle -- there is no other way to it
  clearInterval(awareness._checkInterval);
  const heardAt = new Map<number, number>();
  const heard = ({ added, updated, removed }: AwarenessChange): void => {
    // Asked by the server whether it is there, y-protocols says of itself that it was removed.
    for (const clientId of [...added, ...updated, ...removed]) {
      if (awareness.states.has(clientId)) heardAt.set(clientId, clock.now());
      else heardAt.delete(clientId);
    }
  };
  awareness.on("update", heard);
  const look = (): void => {
    const now = clock.now();
    if (now - (heardAt.get(awareness.clientID) ?? now) >= renewMs) {
      awareness.setLocalState(awareness.getLocalState());
    }
    const gone = [...heardAt].filter(([, at]) => now - at >= forgetMs).map(([id]) => id);
    if (gone.length > 0) removeAwarenessStates(awareness, gone, "timeout");
    nextLook = clock.after(lookMs, look);
  };
  let nextLook: Timer = clock.after(lookMs, look);
  return () => {
    nextLook.cancel();
    awareness.off("update", heard);
  };
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/** Whoever waits for the document's end. */
function listenersOf(doc: Y.Doc): readonly ((doc: Y.Doc) => void)[] {
  // oxlint-disable-next-line no-underscore-dangle -- there is no other way to it
  return [...(doc._observers.get("destroy") ?? [])] as ((doc: Y.Doc) => void)[];
}

/** The awareness of one connection, which leaves nothing behind in the document. */

import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/** An awareness, and what ends it. */
export interface OwnAwareness {
  readonly awareness: Awareness;
  /** Ends it, and takes its listener out of the document, which `Awareness.destroy` leaves there. */
  readonly destroy: () => void;
}

/** The awareness of a new connection of `doc`. */
export function ownAwareness(doc: Y.Doc): OwnAwareness {
  const before = new Set(listenersOf(doc));
  const awareness = new Awareness(doc);
  const added = listenersOf(doc).filter((listener) => !before.has(listener));
  return {
    awareness,
    destroy: () => {
      for (const listener of added) doc.off("destroy", listener);
      awareness.destroy();
    },
  };
}

/** Whoever waits for the document's end. */
function listenersOf(doc: Y.Doc): readonly ((doc: Y.Doc) => void)[] {
  // oxlint-disable-next-line no-underscore-dangle -- there is no other way to it
  return [...(doc._observers.get("destroy") ?? [])] as ((doc: Y.Doc) => void)[];
}

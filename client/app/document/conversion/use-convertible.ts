/** Whether another editor has left something in a document that has nothing else in it. */

import type { Connection } from "@coscribe/client";
import { findConvertible } from "@coscribe/shared/convert";
import { useLayoutEffect, useState } from "preact/hooks";
import { useObserved } from "../../ui/use-observed.ts";

/**
 * `isEmpty` is what the editor says: while there is something to show, nobody looks further. Nor before
 * the server has been heard, or cannot be: this device may not know yet that it has been converted.
 */
export function useConvertible(connection: Connection, isEmpty: boolean): boolean {
  const [isSettled, setIsSettled] = useState(false);
  useLayoutEffect(() => {
    const look = (): void => {
      if (connection.isSynced || isAlone(connection)) setIsSettled(true);
    };
    look();
    return connection.on("status", look);
  }, []);
  return useObserved(
    isEmpty && isSettled ? connection.doc : undefined,
    (doc, listener) => {
      doc?.on("update", listener);
      return () => doc?.off("update", listener);
    },
    (doc) => doc !== undefined && findConvertible(doc) !== undefined,
  );
}

function isAlone({ status: { state } }: Connection): boolean {
  return state === "disconnected" || state === "refused";
}

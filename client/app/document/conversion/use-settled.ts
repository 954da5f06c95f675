/** Whether it is known what a document holds. */

import type { Connection } from "@coscribe/client";
import { useLayoutEffect, useState } from "preact/hooks";

/**
 * Not before the server has been heard, or cannot be: this device may not know yet what has become of
 * the document.
 */
export function useSettled(connection: Connection): boolean {
  const [isSettled, setIsSettled] = useState(false);
  useLayoutEffect(() => {
    const look = (): void => {
      if (connection.isSynced || isAlone(connection)) setIsSettled(true);
    };
    look();
    return connection.on("status", look);
  }, []);
  return isSettled;
}

function isAlone({ status: { state } }: Connection): boolean {
  return state === "disconnected" || state === "refused";
}

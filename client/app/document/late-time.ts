/**
 * When what comes after the text is fetched: behind a slow link it would take the link away from the
 * document's content, which is what somebody has come for.
 */

import type { Connection } from "@coscribe/client";

/** Whoever has waited so long for the content shall at least have what stands around it, in ms. */
const patienceMs = 2_000;

/** Resolves when there is content to show, or it is known that there is none for now. Never rejects. */
export function lateTime(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    connection.loaded().then(
      () => resolve(),
      () => resolve(),
    );
    const stop = connection.on("status", ({ state }) => {
      if (state !== "disconnected" && state !== "refused") return;
      stop();
      resolve();
    });
  });
}

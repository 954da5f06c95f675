/** Answers somebody who presses the keys for saving. */

import type { Connection } from "@coscribe/client";
import {
  type InterfaceWords,
  isTrouble,
  sentenceOf,
  tellingOf,
  wordingOf,
} from "@coscribe/client/ui";

/** How long an answer may be awaited: longer, and the person wonders whether the keys work. */
const patienceMs = 2_000;

/**
 * Resolves to a sentence about all edits made so far: at once if they are saved or it is known that
 * they are not for now, otherwise as soon as either is so, within {@link patienceMs}. `hasContent`:
 * see `tellingOf`.
 */
export async function checkSaved(
  words: InterfaceWords,
  connection: Connection,
  hasContent: boolean,
): Promise<string> {
  const stop = new AbortController();
  const areSaved = await Promise.race([
    connection.whenSaved().then(
      () => true,
      () => false, // Refused; the status says so.
    ),
    trouble(connection, stop.signal),
    new Promise<false>((resolve) => setTimeout(resolve, patienceMs, false)),
  ]);
  stop.abort();
  const { saveStatus: status, isSafeToLeave } = connection;
  // Somebody who goes on typing has asked about the edits before.
  const isOnlyBusy = areSaved && status.state === "saving";
  const telling = isOnlyBusy ? "saved" : tellingOf(status, hasContent);
  return sentenceOf(words, wordingOf(words, telling, { status, isSafeToLeave }));
}

/** Resolves once waiting does not help. A device that has not kept an edit yet may do so soon. */
function trouble(connection: Connection, signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    const look = (): void => {
      const telling = tellingOf(connection.saveStatus, true);
      if (isTrouble(telling) && telling !== "inTab") resolve(false);
    };
    signal.addEventListener("abort", connection.on("saveStatus", look));
    look();
  });
}

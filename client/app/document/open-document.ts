/** Joins a document as the person this device knows, for as long as the page lives. */

import { connect, type Connection } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { randomPersonId } from "../person.ts";
import type { Preferences } from "../preferences.ts";
import { secureRandom } from "../random.ts";
import { serverUrl } from "../page-root.ts";
import { lateTime } from "./late-time.ts";
import { trackKeyboardInset } from "./keyboard-inset.ts";
import { askForLastingStorage } from "./saving/lasting-storage.ts";
import { warnBeforeLosingEdits } from "./saving/leave-warning.ts";

/** A document that this page has joined. */
export interface OpenDocument {
  readonly connection: Connection;
  /** True when the person's name has just been made up. */
  readonly isFirstVisit: boolean;
  /** See `late-time.ts`. */
  readonly lateTime: Promise<void>;
}

/** To be called once per page. `WebSocket`: as `connect` takes it. */
export function openDocument(
  name: DocumentName,
  preferences: Preferences,
  WebSocket: typeof globalThis.WebSocket | undefined,
): OpenDocument {
  const known = preferences.user;
  const id = preferences.personId ?? randomPersonId(secureRandom);
  if (preferences.personId === undefined) preferences.personId = id;

  const user = known && { ...known, id };
  const connection = connect(serverUrl(), name, {
    ...(user && { user }),
    ...(WebSocket && { WebSocket }),
    offline: true,
  });
  preferences.onChange(() => {
    // It may have been cleared in another tab; then this one goes on as it began.
    if (preferences.user !== undefined) connection.setUser({ ...preferences.user, id });
  });
  const late = lateTime(connection);
  if (known === undefined) late.then(() => makeUpUser(preferences)).catch(reportError);
  tellWhenAway(connection);
  warnBeforeLosingEdits(connection);
  askForLastingStorage(connection);
  if (globalThis.visualViewport) {
    trackKeyboardInset(document.documentElement, globalThis.visualViewport);
  }
  return { connection, isFirstVisit: known === undefined, lateTime: late };
}

/** Whoever is new is nobody until then; the text does not wait for it. */
async function makeUpUser(preferences: Preferences): Promise<void> {
  const { randomUser } = await import("../made-up-person.ts");
  // Another tab may have been quicker.
  preferences.user ??= randomUser(secureRandom);
}

/** A tab that nobody sees is shown to the others as away, for as long as the page lives. */
function tellWhenAway(connection: Connection): void {
  const tell = (): void => connection.setAway(document.visibilityState === "hidden");
  tell();
  document.addEventListener("visibilitychange", tell);
}

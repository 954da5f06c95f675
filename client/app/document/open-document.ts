/** Joins a document as the person this device knows, for as long as the page lives. */

import { connect, type Connection } from "@coscribe/client";
import type { DocumentName } from "@coscribe/shared";
import { tokenOf } from "../access/link-token.ts";
import { randomPersonId } from "../person.ts";
import type { Preferences } from "../preferences.ts";
import { secureRandom } from "../random.ts";
import { serverUrl } from "../page-root.ts";
import { lateTime } from "./late-time.ts";
import { trackKeyboardInset } from "./keyboard-inset.ts";
import { keepShowingPerson, shownPerson } from "./show-person.ts";
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
  const since = Date.now();
  const id = preferences.personId ?? randomPersonId(secureRandom);
  if (preferences.personId === undefined) preferences.personId = id;

  const user = shownPerson(preferences, id, since);
  const token = tokenOf(name);
  const connection = connect(serverUrl(), name, {
    ...(token !== undefined && { token }),
    ...(user && { user }),
    ...(WebSocket && { WebSocket }),
    offline: true,
  });
  keepShowingPerson(connection, preferences, id, since);
  const late = lateTime(connection);
  if (user === undefined) late.then(() => makeUpUser(preferences)).catch(reportError);
  tellWhenAway(connection);
  warnBeforeLosingEdits(connection);
  askForLastingStorage(connection);
  if (globalThis.visualViewport) {
    trackKeyboardInset(document.documentElement, globalThis.visualViewport);
  }
  return { connection, isFirstVisit: user === undefined, lateTime: late };
}

/** Whoever is new is nobody until then; the text does not wait for it. */
async function makeUpUser(preferences: Preferences): Promise<void> {
  const { randomUser } = await import("../made-up-person.ts");
  // Another tab may have been quicker.
  if (preferences.user !== undefined) return;
  const user = randomUser(secureRandom);
  preferences.madeUpColor = user.color;
  preferences.user = user;
}

/** A tab that nobody sees is shown to the others as away, for as long as the page lives. */
function tellWhenAway(connection: Connection): void {
  const tell = (): void => connection.setAway(document.visibilityState === "hidden");
  tell();
  document.addEventListener("visibilitychange", tell);
}

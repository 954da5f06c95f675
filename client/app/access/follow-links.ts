/** Goes on with the token of a link that is opened where its document is open already, and drops one that is over. */

import type { Connection } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";
import type { Preferences } from "../preferences.ts";
import { forgetToken, takeToken, tokenOf } from "./link-token.ts";

/**
 * Begins with how things are; remembers what may be done, too, for when there is no network. Returns the function
 * that stops it.
 */
export function followLinks(connection: Connection, preferences: Preferences): () => void {
  const { name } = connection;
  const take = (): void => {
    if (takeToken(name)) connection.setToken(tokenOf(name));
  };
  const remember = (): void => {
    if (connection.access !== undefined) preferences.rememberAccess(name, connection.access.access);
  };
  const forget = (): void => {
    const { status } = connection;
    const isOver = status.state === "refused" && status.code === closeCodes.unauthenticated.code;
    if (isOver) forgetToken(name);
  };
  take();
  remember();
  forget();
  addEventListener("hashchange", take);
  const stops = [connection.on("accessChanged", remember), connection.on("status", forget)];
  return () => {
    removeEventListener("hashchange", take);
    for (const stop of stops) stop();
  };
}

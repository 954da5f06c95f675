/** Goes on with the token of a link that is opened where its document is open already, and drops one that is over. */

import type { Connection } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";
import type { Preferences } from "../preferences.ts";
import { forgetToken, takeToken, tokenOf } from "./link-token.ts";

/** For as long as the page lives; remembers what may be done, for when there is no network. */
export function followLinks(connection: Connection, preferences: Preferences): void {
  const { name } = connection;
  addEventListener("hashchange", () => {
    if (takeToken(name)) connection.setToken(tokenOf(name));
  });
  connection.on("accessChanged", ({ access }) => preferences.rememberAccess(name, access));
  connection.on("status", (status) => {
    const isOver = status.state === "refused" && status.code === closeCodes.unauthenticated.code;
    if (isOver) forgetToken(name);
  });
}

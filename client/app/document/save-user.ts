/** Remembers how somebody wants to be seen. */

import type { User } from "@coscribe/client";
import type { Preferences } from "../preferences.ts";

/** Without a colour that was chosen, the one that was made up stays, whatever it gave way to here. */
export function saveUser(preferences: Preferences, user: User, hasChosenColor: boolean): void {
  if (hasChosenColor) preferences.madeUpColor = undefined;
  const color = hasChosenColor ? user.color : (preferences.user?.color ?? user.color);
  preferences.user = { name: user.name, color };
}

/** Shows others who this is, as the preferences say, in a colour of their own. */

import type { Connection, User } from "@coscribe/client";
import { palette } from "../person.ts";
import type { Preferences } from "../preferences.ts";

const colors = palette.map(({ color }) => color);

/** What others are told at first; undefined where this device knows nobody yet. `since`: now. */
export function shownPerson(
  { user, hasMadeUpColor }: Preferences,
  id: string,
  since: number,
): User | undefined {
  return user && { ...user, id, ...(hasMadeUpColor && { madeUpColorSince: since }) };
}

/** Goes on showing it for as long as the connection lasts, whoever comes and whatever is changed. */
export function keepShowingPerson(
  connection: Connection,
  preferences: Preferences,
  id: string,
  since: number,
): void {
  let known = preferences.user;
  let shown = shownPerson(preferences, id, since);
  const show = (next: User): void => {
    shown = next;
    connection.setUser(next);
  };
  preferences.onChange(() => {
    const next = shownPerson(preferences, id, since);
    // It may have been cleared in another tab; then this one goes on as it began.
    if (next === undefined) return;
    const isOther = preferences.user?.color !== known?.color || next.madeUpColorSince === undefined;
    known = preferences.user;
    show(isOther || shown === undefined ? next : { ...next, color: shown.color });
  });
  const keepApart = (): void => {
    if (shown?.madeUpColorSince === undefined || connection.participants.length < 2) return;
    if (apart === undefined) {
      load();
      return;
    }
    const color = apart.colorApart(connection.participants, colors);
    if (color !== undefined && color !== shown.color) show({ ...shown, color });
  };
  let apart: typeof import("./colors-apart.ts") | undefined;
  let isLoading = false;
  // Who is alone needs none of it. Where it cannot be loaded the next who comes or moves tries again.
  const load = (): void => {
    if (isLoading) return;
    isLoading = true;
    void import("./colors-apart.ts")
      .then((part) => {
        apart = part;
        keepApart();
      })
      .catch(() => {
        isLoading = false;
      });
  };
  connection.on("participants", keepApart);
}

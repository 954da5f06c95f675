/** How others see this participant where the server knows who it is. */

import type { AccessUser } from "@coscribe/shared";
import type { User } from "../status.ts";

/** `user` with what the server makes of it on its way to the others; itself where that knows nobody. */
export function userAs(known: AccessUser | undefined, user: User): User {
  if (known === undefined) return user;
  const { id, name = id, color } = known;
  if (color === undefined) return { ...user, id, name };
  const { madeUpColorSince: _made, ...rest } = user;
  return { ...rest, id, name, color };
}

/** Whether the server asks who somebody is, as far as this page can tell. */

import type { Connection } from "@coscribe/client";
import { useAccess } from "@coscribe/client/ui";
import { tokenOf } from "./link-token.ts";

/** See the head of this file. */
export function useIsGated(connection: Connection): boolean {
  const { access, user, expiresAt } = useAccess(connection) ?? { access: "write" };
  if (user !== undefined || expiresAt !== undefined || access !== "write") return true;
  return tokenOf(connection.name) !== undefined;
}

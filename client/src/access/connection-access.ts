/** What a program is told of what it may do. */

import type { AccessStatus } from "@coscribe/shared";

/** What the server said last, and what it said of edits that it has not taken. */
export interface ConnectionAccess extends AccessStatus {
  /** When it ends, in milliseconds since 1970 by this device's clock; left out where it does not. */
  readonly expiresAt?: number;
}

/** What holds once the server has said `status`, at `now` in milliseconds since 1970. */
export function accessAfter(
  before: ConnectionAccess | undefined,
  status: AccessStatus,
  now: number,
): ConnectionAccess {
  const { access, expiresInMs } = status;
  // Said once, it holds until edits are taken again.
  const refused = status.refused ?? (access === "write" ? undefined : before?.refused);
  return {
    ...status,
    ...(refused !== undefined && { refused }),
    ...(expiresInMs !== undefined && { expiresAt: now + expiresInMs }),
  };
}

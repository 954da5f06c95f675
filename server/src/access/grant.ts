/** What somebody was allowed. */

import { accessLevels, type Access, type AccessUser, type DocumentName } from "@coscribe/shared";

/** See the head of this file. */
export interface Grant {
  /** Undefined where nobody has to say who they are. */
  readonly user: AccessUser | undefined;
  readonly access: Access;
  /** In milliseconds since 1970; undefined where it does not end. */
  readonly expiresAt: number | undefined;
  readonly isOperator: boolean;
}

/** What everybody may where nobody is asked. */
export const openGrant: Grant = {
  user: undefined,
  access: "write",
  expiresAt: undefined,
  isOperator: false,
};

/** Whether `grant` is enough for what needs `access`. */
export function allows(grant: Grant, access: Access): boolean {
  return accessLevels.indexOf(grant.access) >= accessLevels.indexOf(access);
}

/** What `grant` may hand on to others by a link, the least first: nothing, unless it allows to write. */
export function handedOn(grant: Grant): readonly Access[] {
  if (!allows(grant, "write") && !grant.isOperator) return [];
  return accessLevels.filter((access) => allows(grant, access));
}

/** Whether a token can be for a document alone: a `*` at the end of its name would mean all that begin so. */
export function canBeLinked(name: DocumentName): boolean {
  return !name.endsWith("*");
}

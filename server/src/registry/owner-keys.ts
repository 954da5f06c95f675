/** Where it stands whose the Yjs client IDs of a document are; see `room/client-owners.ts`. */

import type { DocumentName } from "@coscribe/shared";

/** The table of the metadata that has them. */
export const ownersTable = "client-owners";

/** The keys of all owners of a document begin with this, of whatever history of it. */
export function ownersOfDocument(name: DocumentName): string {
  return `${name}\0`;
}

/** The keys of all owners of one history of a document begin with this. */
export function ownersPrefix(name: DocumentName, generation: string): string {
  return `${ownersOfDocument(name)}${generation}\0`;
}

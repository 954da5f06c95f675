/** What the server says that somebody may do with a document. */

import type { Access } from "@coscribe/shared";
import type { ConnectionAccess } from "../../access/connection-access.ts";
import type { Connection } from "../../connection.ts";
import { useObserved } from "../parts/use-observed.ts";

/** See the head of this file. Undefined before it has said so, and where it says nothing. */
export function useAccess(connection: Connection): ConnectionAccess | undefined {
  return useObserved(
    connection,
    (source, listener) => source.on("accessChanged", listener),
    (source) => source.access,
  );
}

/** Whether somebody may change the document, who may do that; true where nobody has said anything. */
export function mayWrite(access: Access | undefined): boolean {
  return access === undefined || access === "write";
}

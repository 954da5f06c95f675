/** Gives a document another title, which stands in the document itself. */

import type { DocumentName } from "@coscribe/shared";
import { flowText, setTitle } from "@coscribe/shared/flow";
import { withDocument } from "./with-document.ts";

/** Resolves when it is on the server's disk. Rejects where that takes too long, or is refused. */
export async function renameDocument(name: DocumentName, title: string): Promise<void> {
  await withDocument(name, async ({ access, doc }) => {
    if (access !== undefined && access.access !== "write") throw new Error(access.access);
    setTitle(flowText(doc), title);
  });
}

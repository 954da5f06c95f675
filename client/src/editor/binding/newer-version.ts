/**
 * Notices documents of a newer version of the schema, by the attribute `version` of the flow's text.
 * Documents of this version say none. Nothing of a newer one is lost here, since what is not known
 * stays as it is; but what an edit of this version would mean in it, nobody can know.
 */

import { schemaVersion } from "@coscribe/shared/schema";
import type { Text } from "yjs";

/** Whether the document says that it is of a newer version. */
export function isOfNewerVersion(text: Text): boolean {
  const version: unknown = text.getAttribute("version");
  return typeof version === "number" && version > schemaVersion;
}

/** Calls `found` when the document becomes one, until the returned function is called. */
export function watchForNewerVersion(text: Text, found: () => void): () => void {
  const look = (): void => {
    if (isOfNewerVersion(text)) found();
  };
  text.observe(look);
  return () => text.unobserve(look);
}

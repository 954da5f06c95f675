/** What is told of a document to whoever may read it. */

import type { AccessUser, DocumentName } from "@coscribe/shared";
import type { DocumentActivity, DocumentRecord } from "../registry/entries.ts";

/** See the head of this file. Times are in milliseconds since 1970. */
export interface DocumentDescription {
  readonly name: DocumentName;
  /** As somebody has said, or as its first heading says; undefined where neither is known. */
  readonly title: string | undefined;
  /** Somebody has said so. */
  readonly isTitleSet: boolean;
  readonly createdAt: number | undefined;
  readonly createdBy: AccessUser | undefined;
  readonly changedAt: number | undefined;
  readonly changedBy: AccessUser | undefined;
  /** Only of those in the trash. */
  readonly deletedAt: number | undefined;
  readonly deletedBy: AccessUser | undefined;
}

/** Puts it together. */
export function described(
  name: DocumentName,
  { deletedAt, deletedBy }: DocumentRecord,
  { createdAt, createdBy, changedAt, changedBy, title = "", isTitleSet = false }: DocumentActivity,
): DocumentDescription {
  return {
    name,
    title: title === "" ? undefined : title,
    isTitleSet,
    createdAt,
    createdBy,
    changedAt,
    changedBy,
    deletedAt,
    deletedBy,
  };
}

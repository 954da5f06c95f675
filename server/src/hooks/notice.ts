/** Something that became of a document, for hooks and webhooks. */

import type { AccessUser, DocumentName } from "@coscribe/shared";

/** What can be told. */
export const noticeTypes = ["documentOpened", "documentSaved", "documentClosed"] as const;

/** One of them. */
export type NoticeType = (typeof noticeTypes)[number];

/** See the head of this file. */
export type Notice =
  | { readonly type: "documentOpened" | "documentClosed"; readonly document: DocumentName }
  | {
      readonly type: "documentSaved";
      readonly document: DocumentName;
      readonly generation: string;
      readonly sequence: number;
      readonly users: readonly AccessUser[];
    };

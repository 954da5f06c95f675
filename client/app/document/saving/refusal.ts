/** Turns the server's last word into what a person can do about it. */

import { closeCodes } from "@coscribe/shared";

/** What a banner says about a refused connection. */
export interface Refusal {
  readonly title: string;
  readonly advice: string;
}

/** What there is to lose. */
export interface RefusedContent {
  /** There is something on the page to keep. */
  readonly hasContent: boolean;
  /** All of it is in a copy on this device; see `setAsideCopies` of the client. */
  readonly isKeptOnDevice: boolean;
}

/** What is said about one close code. */
interface Entry extends Refusal {
  /** The advice where this device keeps a copy of what was refused. */
  readonly adviceIfKept?: string;
}

const whereTheCopyIs = "you will find it under all documents";

const updateProblem: Entry = {
  title: "The server did not accept an edit",
  advice:
    "Everything before it is safe. Copy what you wrote last, then reload the page to go on from what the server has.",
};

const deletedBefore: Entry = {
  title: "This document was deleted",
  advice: "There is nothing left to show. You can make a new one under all documents.",
};

const unknownReason: Entry = {
  title: "The server closed this document",
  advice: "Reload the page to try again. If that does not help, ask whoever runs the server.",
};

const entries: ReadonlyMap<number, Entry> = new Map([
  [
    closeCodes.documentDeleted.code,
    {
      title: "This document was deleted",
      advice: "What you see here is the last copy in this tab. Copy what you want to keep.",
      adviceIfKept: `This device keeps a copy of what you see here: ${whereTheCopyIs}.`,
    },
  ],
  [
    closeCodes.frameTooLarge.code,
    {
      title: "An edit was too large for the server",
      advice:
        "Everything before it is safe. Copy what you added last, reload the page, and add it again in smaller parts.",
      adviceIfKept: `Everything before it is safe, and this device keeps a copy with it: ${whereTheCopyIs}. Reload the page, and add it again in smaller parts.`,
    },
  ],
  [
    closeCodes.documentTooLarge.code,
    {
      title: "This document has become too large",
      advice:
        "Everything before your last edit is safe. Copy what you wrote last, reload the page, remove something, or go on in a new document.",
      adviceIfKept: `Everything before your last edit is safe, and this device keeps a copy with it: ${whereTheCopyIs}. Reload the page, remove something, or go on in a new document.`,
    },
  ],
  [
    closeCodes.forbidden.code,
    {
      title: "This page may not connect to the server",
      advice:
        "It comes from another address than the server knows. Whoever runs the server can allow this one, as its answer says; reload the page then. Copy what you wrote last.",
      adviceIfKept:
        "It comes from another address than the server knows. Whoever runs the server can allow this one, as its answer says; this device keeps your edits until you reload the page then.",
    },
  ],
  [
    closeCodes.badDocumentName.code,
    {
      title: "This name is not allowed",
      advice: "Go back to all documents and choose another name.",
    },
  ],
  [
    closeCodes.documentDamaged.code,
    {
      title: "This document is damaged on the server",
      advice:
        "It cannot be changed until whoever runs the server has repaired it. Copy what you wrote last.",
      adviceIfKept:
        "It cannot be changed until whoever runs the server has repaired it. This device keeps your edits; open the document here again then to send them.",
    },
  ],
  [closeCodes.malformedFrame.code, updateProblem],
  [closeCodes.textFrame.code, updateProblem],
  [
    closeCodes.updateRefused.code,
    {
      ...updateProblem,
      adviceIfKept: `Everything before it is safe, and this device keeps a copy with it: ${whereTheCopyIs}. Reload the page to go on from what the server has.`,
    },
  ],
]);

/** For any close code in 4400–4499, also for one that only a newer server knows. */
export function refusalFor(code: number, content: RefusedContent): Refusal {
  const isDeleted = code === closeCodes.documentDeleted.code;
  const entry =
    (isDeleted && !content.hasContent ? deletedBefore : entries.get(code)) ?? unknownReason;
  const advice = (content.isKeptOnDevice ? entry.adviceIfKept : undefined) ?? entry.advice;
  return { title: entry.title, advice };
}

/** Turns the server's last word into what a person can do about it. */

import { closeCodes } from "@coscribe/shared";

/** What a banner says about a refused connection. */
export interface Refusal {
  readonly title: string;
  readonly advice: string;
}

const updateProblem: Refusal = {
  title: "The server did not accept an edit",
  advice:
    "Everything before it is safe. Copy what you wrote last, then reload the page to go on from what the server has.",
};

const deletedBefore: Refusal = {
  title: "This document was deleted",
  advice: "There is nothing left to show. You can make a new one under all documents.",
};

const refusals: ReadonlyMap<number, Refusal> = new Map([
  [
    closeCodes.documentDeleted.code,
    {
      title: "This document was deleted",
      advice: "What you see here is the last copy in this tab. Copy what you want to keep.",
    },
  ],
  [
    closeCodes.frameTooLarge.code,
    {
      title: "An edit was too large for the server",
      advice:
        "Everything before it is safe. Copy what you added last, reload the page, and add it again in smaller parts.",
    },
  ],
  [
    closeCodes.documentTooLarge.code,
    {
      title: "This document has become too large",
      advice:
        "Everything before your last edit is safe. Copy what you wrote last, reload the page, remove something, or go on in a new document.",
    },
  ],
  [
    closeCodes.badDocumentName.code,
    {
      title: "This name is not allowed",
      advice: "Go back to all documents and choose another name.",
    },
  ],
  [closeCodes.malformedFrame.code, updateProblem],
  [closeCodes.textFrame.code, updateProblem],
  [closeCodes.updateRefused.code, updateProblem],
]);

/**
 * For any close code in 4400–4499, also for one that only a newer server knows. `hasContent` tells
 * whether there is something on the page to keep.
 */
export function refusalFor(code: number, hasContent: boolean): Refusal {
  if (code === closeCodes.documentDeleted.code && !hasContent) return deletedBefore;
  return (
    refusals.get(code) ?? {
      title: "The server closed this document",
      advice: "Reload the page to try again. If that does not help, ask whoever runs the server.",
    }
  );
}

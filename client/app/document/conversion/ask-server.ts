/** Asks the server to convert a document, and says in plain words what came of it. */

import { documentNameToPath, type DocumentName } from "@coscribe/shared";
import { serverUrl } from "../../page-root.ts";

/** What the server answers: see "Documents of other editors" in server/README.md. */
interface Answer {
  readonly status?: unknown;
  readonly placeholders?: unknown;
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

/** The outcome, in words for the person who asked. */
export interface Outcome {
  readonly isDone: boolean;
  readonly words: string;
}

/** Never rejects. */
export async function askServer(name: DocumentName): Promise<Outcome> {
  const url = new URL(`${serverUrl().replace(/^ws/, "http").replace(/\/*$/, "/")}convert/`);
  url.pathname += documentNameToPath(name);
  try {
    const response = await fetch(url, { method: "POST" });
    return outcomeOf((await response.json()) as Answer);
  } catch {
    return failure("The server could not be reached. Please try again when there is a connection.");
  }
}

/** The outcome that an answer tells. */
export function outcomeOf({ status, placeholders, error }: Answer): Outcome {
  if (error === undefined) {
    if (status !== "converted") return success("There was nothing left to convert.");
    const unknown = typeof placeholders === "number" ? placeholders : 0;
    if (unknown === 0) return success("Converted.");
    const parts = unknown === 1 ? "One part" : `${unknown} parts`;
    const are = unknown === 1 ? "is" : "are";
    return success(`Converted. ${parts} that this page does not know ${are} shown as text.`);
  }
  switch (error.code) {
    case "tryAgainLater":
    case "serviceRestart":
      return failure(
        "It did not work just now: others may be writing with the other editor, or the server is busy. Please try again in a moment.",
      );
    case "documentTooLarge":
      return failure("The document is too large to be converted: its text would be in it twice.");
    case "documentDamaged":
      return failure("The document is damaged on the server and cannot be changed for now.");
    default:
      return failure(`The server could not convert it. Its answer: ${String(error.message)}`);
  }
}

function success(words: string): Outcome {
  return { isDone: true, words };
}

function failure(words: string): Outcome {
  return { isDone: false, words };
}

/** Asks the server to convert a document, and says in plain words what came of it. */

import { documentNameToPath, type DocumentName } from "@coscribe/shared";
import { authorization, tokenOf } from "../../access/link-token.ts";
import type { PageWords } from "../../messages/use-page-words.ts";
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
export async function askServer(words: PageWords, name: DocumentName): Promise<Outcome> {
  const url = new URL(`${serverUrl().replace(/^ws/, "http").replace(/\/*$/, "/")}convert/`);
  url.pathname += documentNameToPath(name);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: authorization(tokenOf(name)),
    });
    return outcomeOf(words, (await response.json()) as Answer);
  } catch {
    return failure(words.say("conversion.unreachable"));
  }
}

/** The outcome that an answer tells. */
export function outcomeOf(words: PageWords, { status, placeholders, error }: Answer): Outcome {
  if (error === undefined) {
    if (status !== "converted") return success(words.say("conversion.nothing"));
    const kept = typeof placeholders === "number" ? placeholders : 0;
    if (kept === 0) return success(words.say("conversion.done"));
    return success(words.say("conversion.doneWithRest", { count: kept }));
  }
  switch (error.code) {
    case "tryAgainLater":
    case "serviceRestart":
      return failure(words.say("conversion.later"));
    case "documentTooLarge":
      return failure(words.say("conversion.tooLarge"));
    case "documentDamaged":
      return failure(words.say("conversion.damaged"));
    default:
      return failure(words.say("conversion.failed", { reason: String(error.message) }));
  }
}

function success(words: string): Outcome {
  return { isDone: true, words };
}

function failure(words: string): Outcome {
  return { isDone: false, words };
}

/** Turns the server's last word into what a person can do about it. */

import { closeCodes } from "@coscribe/shared";
import type { InterfaceWords } from "../messages/use-words.ts";

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
  /** What the server said. */
  readonly reason?: string;
}

/** What there is to say about each close code: the first part of its keys. */
const topics = new Map([
  [closeCodes.documentDeleted.code, "documentDeleted"],
  [closeCodes.frameTooLarge.code, "frameTooLarge"],
  [closeCodes.documentTooLarge.code, "documentTooLarge"],
  [closeCodes.unauthenticated.code, "unauthenticated"],
  [closeCodes.forbidden.code, "denied"],
  [closeCodes.badDocumentName.code, "badDocumentName"],
  [closeCodes.documentDamaged.code, "documentDamaged"],
  [closeCodes.malformedFrame.code, "updateRefused"],
  [closeCodes.textFrame.code, "updateRefused"],
  [closeCodes.updateRefused.code, "updateRefused"],
] as const);

/** For any close code in 4400–4499, also for one that only a newer server knows. */
export function refusalFor(
  words: InterfaceWords,
  code: number,
  { hasContent, isKeptOnDevice, reason = "" }: RefusedContent,
): Refusal {
  // The server then names its flag: it is the page that may not, whoever looks at it.
  const isOrigin = code === closeCodes.forbidden.code && reason.includes("--allow-origin");
  const topic = isOrigin ? "forbidden" : (topics.get(code) ?? "unknownRefusal");
  const title = words.say(`${topic}.title`);
  const adviceIfEmpty = hasContent ? undefined : words.find(`${topic}.adviceIfEmpty`);
  const adviceIfKept = isKeptOnDevice ? words.find(`${topic}.adviceIfKept`) : undefined;
  return { title, advice: adviceIfEmpty ?? adviceIfKept ?? words.say(`${topic}.advice`) };
}

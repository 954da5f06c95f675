/** When a webhook that was not delivered is tried again, and when it is given up. */

import { randomInt } from "node:crypto";
import { PrivateAddressError, type WebhookAnswer } from "./send-webhook.ts";

/** The pauses, in milliseconds: each is four times as long as the one before. */
const pauseMs = { first: 5_000, longest: 6 * 3_600_000 };

/** An event that is older than this, in milliseconds, is given up: somebody has had a weekend to mend it. */
export const mostAgeMs: number = 3 * 24 * 3_600_000;

/** A receiver may ask for so long a pause, in milliseconds. */
const longestAskedMs = 24 * 3_600_000;

/** What will be refused again is sent so often: it may have been a mistake that is being mended. */
export const mostRefusals = 3;

/** What came of an attempt. */
export type Outcome =
  | { readonly type: "delivered" }
  /** It is worth trying again; everything for this receiver waits as long as it asks for. */
  | {
      readonly type: "failed";
      readonly cause: Error;
      readonly waitMs: number | undefined;
      /** Nothing else would fare better at present. */
      readonly isDown: boolean;
    }
  /** The receiver does not want it. */
  | { readonly type: "refused"; readonly cause: Error };

/** What an answer means; `now` in milliseconds since 1970. */
export function outcomeOf({ status, retryAfter }: WebhookAnswer, now: number): Outcome {
  if (status >= 200 && status < 300) return { type: "delivered" };
  const cause = new Error(`the receiver answered ${status}`);
  if (status < 500 && status !== 408 && status !== 429) return { type: "refused", cause };
  const waitMs = waitOf(retryAfter, now);
  return { type: "failed", cause, waitMs, isDown: status === 429 || status === 503 };
}

/** What it means that no answer has come. */
export function outcomeOfError(cause: unknown): Outcome {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (error instanceof PrivateAddressError) return { type: "refused", cause: error };
  return { type: "failed", cause: error, waitMs: undefined, isDown: true };
}

/** The pause after so many failures, a little longer or shorter so that not all come back at once. */
export function pauseAfter(failures: number): number {
  const ms = Math.min(pauseMs.first * 4 ** (failures - 1), pauseMs.longest);
  return Math.round((ms * randomInt(80, 121)) / 100);
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestAskedMs);
}

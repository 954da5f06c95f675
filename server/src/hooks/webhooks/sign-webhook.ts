/** The headers of a delivery, as Standard Webhooks 1.0 has them: https://www.standardwebhooks.com */

import { createHmac } from "node:crypto";

/** What is signed. */
export interface SignedParts {
  /** Of the event, the same in each attempt. */
  readonly id: string;
  /** Seconds since 1970, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers that say which event this is, when it was sent, and that it is ours. */
export function webhookHeaders(
  { id, timestamp, body }: SignedParts,
  key: Uint8Array,
): Readonly<Record<string, string>> {
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
}

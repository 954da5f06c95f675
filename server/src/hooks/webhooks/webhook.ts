/** What webhooks are: where events are sent to, and what may be said of that. */

import * as z from "zod";
import { noticeTypes, type NoticeType } from "../notice.ts";

/** Where events are sent to; an option of the server. */
export interface Webhook {
  /** An `https:` URL; an `http:` one only with `allowPrivateWebhooks`. */
  readonly url: string;
  /**
   * What deliveries are signed with: base64 of 24 to 64 random bytes, with or without `whsec_` before it, such as
   * `openssl rand -base64 32` prints. Only the receiver should know it, too.
   */
  readonly secret: string;
  /** Which events are sent; all of them when left out. */
  readonly events?: readonly NoticeType[] | undefined;
}

const secretPrefix = "whsec_";

/** The bytes of a secret. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(
    secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret,
    "base64",
  );
}

/** What the secret of a webhook may be. */
export const webhookSecretSchema: z.ZodType<string> = z
  .string()
  .regex(/^(whsec_)?[\da-z+/]+={0,2}$/i, "must be base64, such as openssl rand -base64 32 prints")
  .refine((secret) => {
    const { length } = keyOf(secret);
    return length >= 24 && length <= 64;
  }, "must be base64 of 24 to 64 bytes, such as openssl rand -base64 32 prints");

/** What the URL of a webhook may be; `http:` is looked at where it is known whether it may be. */
export const webhookUrlSchema: z.ZodType<string> = z
  .string()
  .refine(
    isWebhookUrl,
    "must be a URL such as https://notes.example/hook, without a password in it",
  );

/** What a webhook may be. */
export const webhookSchema: z.ZodType<Webhook> = z.object({
  url: webhookUrlSchema,
  secret: webhookSecretSchema,
  events: z.array(z.enum(noticeTypes)).min(1).optional(),
});

/** Why a webhook with this URL may not be, where it would go to a private address or unencrypted. */
export function privateProblem(url: string): string | undefined {
  const { protocol } = new URL(url);
  return protocol === "https:" ? undefined : "must be https, unless private webhooks are allowed";
}

function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

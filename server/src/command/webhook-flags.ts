/** The flags that say where webhooks go. */

import * as z from "zod";
import {
  privateProblem,
  webhookSecretSchema,
  webhookUrlSchema,
} from "../hooks/webhooks/webhook.ts";
import { switchFlag } from "./common-flags.ts";
import type { Flag, GivenLine } from "./flag.ts";

const urlFlag: Flag<readonly string[]> = {
  kind: "values",
  placeholder: "URL",
  variable: "COSCRIBE_WEBHOOK",
  help:
    "send this URL an event when a document was opened, saved or closed, signed with the webhook secret; " +
    "may be repeated",
  schema: z.array(webhookUrlSchema),
};

const secretFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "SECRET",
  variable: "COSCRIBE_WEBHOOK_SECRET",
  help:
    "what webhooks are signed with, such as openssl rand -base64 32 prints; better in the environment, since " +
    "everybody on the machine can see a command line",
  isSecret: true,
  schema: webhookSecretSchema.optional(),
};

const allowPrivateFlag: Flag<boolean> = {
  ...switchFlag("let webhooks go to this machine and its network, and unencrypted"),
  variable: "COSCRIBE_ALLOW_PRIVATE_WEBHOOKS",
};

/** See the head of this file. */
export const webhookFlags: {
  readonly webhook: typeof urlFlag;
  readonly "webhook-secret": typeof secretFlag;
  readonly "allow-private-webhooks": typeof allowPrivateFlag;
} = {
  webhook: urlFlag,
  "webhook-secret": secretFlag,
  "allow-private-webhooks": allowPrivateFlag,
};

/** What of them does not go together. */
export function webhookConflicts({ flags }: GivenLine): readonly string[] {
  const urls = [flags["webhook"] ?? []].flat().map(String);
  const needsSecret = urls.length > 0 && flags["webhook-secret"] === undefined;
  const isPrivateAllowed = flags["allow-private-webhooks"] === true;
  return [
    ...(needsSecret
      ? ["--webhook: set COSCRIBE_WEBHOOK_SECRET, too; openssl rand -base64 32 makes a secret"]
      : []),
    ...urls
      .filter((url) => URL.canParse(url) && !isPrivateAllowed)
      .flatMap((url) => privateProblem(url) ?? [])
      .map((problem) => `--webhook: ${problem} with --allow-private-webhooks`),
  ];
}

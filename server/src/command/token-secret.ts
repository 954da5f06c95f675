/** `--token-secret`, which whoever makes and whoever checks tokens has. */

import * as z from "zod";
import { leastSecretBytes } from "../access/tokens/secret.ts";
import type { Flag } from "./flag.ts";

/** See the head of this file. */
export const tokenSecretFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "TEXT",
  variable: "COSCRIBE_TOKEN_SECRET",
  help:
    "let in whoever brings a token signed with this secret, and nobody else; the variable keeps it from other " +
    "users of the machine, who see flags",
  isSecret: true,
  schema: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= leastSecretBytes,
      `must have ${leastSecretBytes} bytes or more that nobody can guess; openssl rand -base64 32 prints some`,
    )
    .optional(),
};

/** The flags of `coscribe serve`. */

import * as z from "zod";
import { baseSchema, originSchema, trustedProxySchema } from "../options.ts";
import { dataFlag, maxFileFlag, maxFilesFlag, switchFlag, wordSchema } from "./common-flags.ts";
import type { Flag, Flags } from "./flag.ts";
import { logLevels, type LogLevel } from "./log-level.ts";
import { tokenSecretFlag } from "./token-secret.ts";
import { webhookFlags } from "./webhook-flags.ts";

const highestPort = 65_535;
const portMessage = `must be a number from 0 to ${highestPort}`;

const portFlag: Flag<number> = {
  kind: "value",
  placeholder: "NUMBER",
  variable: "PORT",
  default: "1234",
  help: "port to listen on; 0 for any",
  schema: z
    .string()
    .regex(/^\d{1,5}$/, portMessage)
    .transform(Number)
    .refine((number) => number <= highestPort, portMessage),
};

const hostFlag: Flag<string> = {
  kind: "value",
  placeholder: "ADDRESS",
  variable: "HOST",
  default: "127.0.0.1",
  help: "address to listen on",
  schema: wordSchema,
};

const baseFlag: Flag<string> = {
  kind: "value",
  placeholder: "PATH",
  variable: "COSCRIBE_BASE",
  default: "/",
  help: "serve everything below this path, such as /docs/, for a proxy that passes it on",
  schema: baseSchema,
};

const allowOriginFlag: Flag<readonly string[]> = {
  kind: "values",
  placeholder: "ORIGIN",
  variable: "COSCRIBE_ALLOW_ORIGIN",
  help: "let pages of this origin connect, such as https://notes.example; may be repeated",
  schema: z.array(originSchema),
};

const trustedProxyFlag: Flag<readonly string[]> = {
  kind: "values",
  placeholder: "RANGE",
  variable: "COSCRIBE_TRUSTED_PROXY",
  help:
    "address of a proxy in front, such as 127.0.0.1 or 10.0.0.0/8, that tells who asks by " +
    "X-Forwarded-For, -Host and -Proto; may be repeated",
  schema: z.array(trustedProxySchema),
};

const logLevelFlag: Flag<LogLevel> = {
  kind: "value",
  placeholder: "LEVEL",
  variable: "COSCRIBE_LOG_LEVEL",
  default: "info",
  help: "debug, info, warn or error",
  schema: z.enum(logLevels, "must be debug, info, warn or error"),
};

const tokenKeysFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "FILE",
  variable: "COSCRIBE_TOKEN_KEYS",
  help:
    "let in whoever brings a token signed with one of these public keys: a file with a JWK Set or a key in " +
    "PEM, or the URL of a JWK Set",
  schema: wordSchema.optional(),
};

const certFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "FILE",
  variable: "COSCRIBE_CERT",
  help: "certificate in PEM, for https; taken up anew when it is renewed",
  schema: wordSchema.optional(),
};

const keyFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "FILE",
  variable: "COSCRIBE_KEY",
  help: "its key in PEM",
  schema: wordSchema.optional(),
};

/** What `coscribe serve` is given. */
export interface ServeFlags extends Flags {
  readonly port: Flag<number>;
  readonly host: Flag<string>;
  readonly data: Flag<string>;
  readonly open: Flag<boolean>;
  readonly "token-secret": Flag<string | undefined>;
  readonly "token-keys": Flag<string | undefined>;
  readonly cert: Flag<string | undefined>;
  readonly key: Flag<string | undefined>;
  readonly "no-api": Flag<boolean>;
  readonly metrics: Flag<boolean>;
  readonly base: Flag<string>;
  readonly "allow-origin": Flag<readonly string[]>;
  readonly "trusted-proxy": Flag<readonly string[]>;
  readonly "keep-deleted": Flag<boolean>;
  readonly "max-file": Flag<number | undefined>;
  readonly "max-files": Flag<number | undefined>;
  readonly webhook: Flag<readonly string[]>;
  readonly "webhook-secret": Flag<string | undefined>;
  readonly "allow-private-webhooks": Flag<boolean>;
  readonly "log-level": Flag<LogLevel>;
  readonly version: Flag<boolean>;
}

/** See the head of this file. */
export const serveFlags: ServeFlags = {
  port: portFlag,
  host: hostFlag,
  data: dataFlag,
  open: {
    ...switchFlag(
      "allow an address that others can reach where there are no tokens either: whoever reaches it can " +
        "read and change every document",
    ),
    variable: "COSCRIBE_OPEN",
  },
  "token-secret": tokenSecretFlag,
  "token-keys": tokenKeysFlag,
  cert: certFlag,
  key: keyFlag,
  "no-api": {
    ...switchFlag("do not have documents listed, read and changed by HTTP, below /api/v1"),
    variable: "COSCRIBE_NO_API",
  },
  metrics: {
    ...switchFlag("give /metrics to everybody, not only to programs on this machine"),
    variable: "COSCRIBE_METRICS",
  },
  base: baseFlag,
  "allow-origin": allowOriginFlag,
  "trusted-proxy": trustedProxyFlag,
  "keep-deleted": {
    ...switchFlag(
      "keep what is deleted from documents, for versions of them (gc: false in Yjs); a document that " +
        "has been written to with it stays so without it",
    ),
    variable: "COSCRIBE_KEEP_DELETED",
  },
  "max-file": maxFileFlag,
  "max-files": maxFilesFlag,
  ...webhookFlags,
  "log-level": logLevelFlag,
  version: { ...switchFlag("show the version"), short: "v" },
};

/**
 * The command line and the environment → what the command shall do. Flags win over the environment.
 */

import { parseArgs, type ParseArgsConfig } from "node:util";
import * as z from "zod";

/** What to run. */
export interface CommandSettings {
  readonly port: number;
  readonly host: string;
  /** The directory of the database. */
  readonly data: string;
  readonly open: boolean;
  readonly allowedOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

/** How much is logged. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** The outcome of reading the command line. */
export type Command =
  | { readonly type: "serve"; readonly settings: CommandSettings }
  | { readonly type: "help" }
  | { readonly type: "version" }
  /** Something on the command line or in the environment is wrong. */
  | { readonly type: "mistake"; readonly message: string };

/** The text of `--help`. */
export const helpText: string = `Coscribe: a collaborative editor and its sync server.

Usage: coscribe [options]

  --port NUMBER          port to listen on              (PORT, default 1234; 0 for any)
  --host ADDRESS         address to listen on           (HOST, default 127.0.0.1)
  --data DIRECTORY       where documents are kept       (COSCRIBE_DATA, default ./data)
  --open                 allow an address that others can reach. There is no login:
                         whoever reaches it can read and change every document
  --allow-origin ORIGIN  let pages of this origin connect, such as
                         https://notes.example; may be repeated
  --log-level LEVEL      debug, info, warn or error     (default info)
  --help                 show this text
  --version              show the version

Yjs clients connect to ws://HOST:PORT/NAME, the page is at http://HOST:PORT/.
GET /healthz answers 200 while every edit can be saved, 503 otherwise.
`;

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  open: { type: "boolean", default: false },
  "allow-origin": { type: "string", multiple: true, default: [] },
  "log-level": { type: "string", default: "info" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} satisfies ParseArgsConfig["options"];

const settingsSchema = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a number from 0 to 65535"),
  host: z.string().min(1, "must not be empty"),
  data: z.string().min(1, "must not be empty"),
  open: z.boolean(),
  allowedOrigins: z.array(z.string()),
  logLevel: z.enum(["debug", "info", "warn", "error"]),
});

/** Reads `args` (without node and the script) and `environment`. Never throws. */
export function readCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: flags, strict: true }));
  } catch (error) {
    return { type: "mistake", message: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { type: "help" };
  if (values.version) return { type: "version" };
  const settings = settingsSchema.safeParse({
    port: values.port ?? environment["PORT"] ?? "1234",
    host: values.host ?? environment["HOST"] ?? "127.0.0.1",
    data: values.data ?? environment["COSCRIBE_DATA"] ?? "./data",
    open: values.open,
    allowedOrigins: values["allow-origin"],
    logLevel: values["log-level"],
  });
  if (settings.success) return { type: "serve", settings: settings.data };
  const [issue] = settings.error.issues;
  return { type: "mistake", message: `${issue?.path.join(".")}: ${issue?.message}` };
}

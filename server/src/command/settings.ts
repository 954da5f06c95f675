/**
 * The command line and the environment → what the command shall do. Flags win over the environment.
 */

import { parseArgs, type ParseArgsConfig } from "node:util";
import * as z from "zod";
import {
  privateProblem,
  webhookSecretSchema,
  webhookUrlSchema,
} from "../hooks/webhooks/webhook.ts";
import { baseSchema, originSchema, trustedProxySchema } from "../options.ts";
import { parseDocumentName, parseStoredDocumentName } from "@coscribe/shared";
import { checkHelpText, type CheckSettings } from "./check.ts";
import { convertHelpText, type ConvertSettings } from "./convert.ts";
import {
  exportHelpText,
  importHelpText,
  type ExportSettings,
  type ImportSettings,
} from "./exchange.ts";
import { fileFormats, formatOfFile, type FileFormat } from "./exchange-formats.ts";

/** What to run. */
export interface CommandSettings {
  readonly port: number;
  readonly host: string;
  /** The directory of the database. */
  readonly data: string;
  readonly open: boolean;
  /** The path below which everything is. */
  readonly base: string;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly keepDeleted: boolean;
  /** Where events are sent to. */
  readonly webhooks: readonly string[];
  /** What they are signed with; there where there are webhooks. */
  readonly webhookSecret: string | undefined;
  readonly allowPrivateWebhooks: boolean;
  /** Largest file, in bytes; undefined for the server's own limit. */
  readonly maxFile: number | undefined;
  /** Most bytes of all files together, if there is a limit. */
  readonly maxFiles: number | undefined;
  readonly logLevel: LogLevel;
}

/** How much is logged. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** The outcome of reading the command line. */
export type Command =
  | { readonly type: "serve"; readonly settings: CommandSettings }
  | { readonly type: "check"; readonly settings: CheckSettings }
  | { readonly type: "convert"; readonly settings: ConvertSettings }
  | { readonly type: "export"; readonly settings: ExportSettings }
  | { readonly type: "import"; readonly settings: ImportSettings }
  | { readonly type: "help"; readonly text: string }
  | { readonly type: "version" }
  /** Something on the command line or in the environment is wrong. */
  | { readonly type: "mistake"; readonly message: string };

const helpText = `Coscribe: a collaborative editor and its sync server.

Usage: coscribe [options]
       coscribe check [options]   examine and repair what is kept; see coscribe check --help
       coscribe convert NAME...   show other editors' documents; see coscribe convert --help
       coscribe export NAME       a document as a file; see coscribe export --help
       coscribe import FILE NAME  a file as a document; see coscribe import --help

  --port NUMBER          port to listen on              (PORT, default 1234; 0 for any)
  --host ADDRESS         address to listen on           (HOST, default 127.0.0.1)
  --data DIRECTORY       where documents are kept       (COSCRIBE_DATA, default ./data)
  --open                 allow an address that others can reach. There is no login:
                         whoever reaches it can read and change every document
  --base PATH            serve everything below this path, such as /docs/, for a
                         proxy that passes it on  (COSCRIBE_BASE, default /)
  --allow-origin ORIGIN  let pages of this origin connect, such as
                         https://notes.example; may be repeated
  --trusted-proxy RANGE  address of a proxy in front, such as 127.0.0.1 or 10.0.0.0/8,
                         that tells who asks by X-Forwarded-For, -Host and -Proto;
                         may be repeated
  --keep-deleted         keep what is deleted from documents, for versions of them
                         (gc: false in Yjs); a document that has been written to
                         with it stays so without it
  --max-file SIZE        largest image or other file that a document may show, such
                         as 25mb, which is the default
  --max-files SIZE       most that all files may take on the disk together, such as
                         10gb; no limit by default
  --webhook URL          send this URL an event when a document was opened, saved or
                         closed, signed with the secret in COSCRIBE_WEBHOOK_SECRET
                         (openssl rand -base64 32 makes one); may be repeated
  --allow-private-webhooks
                         let webhooks go to this machine and its network, and
                         unencrypted
  --log-level LEVEL      debug, info, warn or error     (default info)
  --help                 show this text
  --version              show the version

Yjs clients connect to ws://HOST:PORT/NAME, the page is at http://HOST:PORT/.
GET /healthz answers 200 while every edit can be saved, 503 otherwise, and tells what is damaged.
`;

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  open: { type: "boolean", default: false },
  base: { type: "string" },
  "trusted-proxy": { type: "string", multiple: true, default: [] },
  "allow-origin": { type: "string", multiple: true, default: [] },
  "keep-deleted": { type: "boolean", default: false },
  webhook: { type: "string", multiple: true, default: [] },
  "allow-private-webhooks": { type: "boolean", default: false },
  "max-file": { type: "string" },
  "max-files": { type: "string" },
  "log-level": { type: "string", default: "info" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} satisfies ParseArgsConfig["options"];

const checkFlags = {
  data: { type: "string" },
  repair: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} satisfies ParseArgsConfig["options"];

const convertFlags = {
  data: { type: "string" },
  all: { type: "boolean", default: false },
  from: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} satisfies ParseArgsConfig["options"];

const exportFlags = {
  data: { type: "string" },
  format: { type: "string" },
  to: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} satisfies ParseArgsConfig["options"];

const importFlags = {
  data: { type: "string" },
  format: { type: "string" },
  append: { type: "boolean", default: false },
  "max-file": { type: "string" },
  "max-files": { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} satisfies ParseArgsConfig["options"];

const dataSchema = z.string().min(1, "must not be empty");

const bytesPerUnit: Readonly<Record<string, number>> = {
  "": 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
};

const sizeSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}(kb|mb|gb|tb)?$/i, "must be a number of bytes, or one such as 25mb")
  .transform((text) => Number.parseInt(text, 10) * bytesPerUnit[unitOf(text)]!)
  .refine(Number.isSafeInteger, "is too large");

function unitOf(size: string): string {
  return size.replace(/^\d+/, "").toLowerCase();
}

const settingsSchema = z
  .object({
    port: z
      .string()
      .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
      .transform(Number)
      .refine((port) => port <= 65_535, "must be a number from 0 to 65535"),
    host: z.string().min(1, "must not be empty"),
    data: dataSchema,
    open: z.boolean(),
    base: baseSchema,
    allowedOrigins: z.array(originSchema),
    trustedProxies: z.array(trustedProxySchema),
    keepDeleted: z.boolean(),
    maxFile: sizeSchema.optional(),
    maxFiles: sizeSchema.optional(),
    logLevel: z.enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error"),
    webhooks: z.array(webhookUrlSchema),
    webhookSecret: webhookSecretSchema.optional(),
    allowPrivateWebhooks: z.boolean(),
  })
  .superRefine(({ webhooks, webhookSecret, allowPrivateWebhooks }, context) => {
    if (webhooks.length > 0 && webhookSecret === undefined) {
      const message = "must be there where there is a webhook; openssl rand -base64 32 makes one";
      context.addIssue({ code: "custom", path: ["webhookSecret"], message });
    }
    for (const [index, url] of webhooks.entries()) {
      const problem = allowPrivateWebhooks ? undefined : privateProblem(url);
      if (problem === undefined) continue;
      const message = `${problem} with --allow-private-webhooks`;
      context.addIssue({ code: "custom", path: ["webhooks", index], message });
    }
  });

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a setting may come from: a flag, or a variable of the environment. */
interface Sources {
  readonly flag?: keyof typeof flags;
  readonly variable?: string;
}

const sources: { readonly [Key in keyof CommandSettings]: Sources } = {
  port: { flag: "port", variable: "PORT" },
  host: { flag: "host", variable: "HOST" },
  data: { flag: "data", variable: "COSCRIBE_DATA" },
  open: { flag: "open" },
  base: { flag: "base", variable: "COSCRIBE_BASE" },
  allowedOrigins: { flag: "allow-origin" },
  trustedProxies: { flag: "trusted-proxy" },
  keepDeleted: { flag: "keep-deleted" },
  maxFile: { flag: "max-file" },
  maxFiles: { flag: "max-files" },
  logLevel: { flag: "log-level" },
  webhooks: { flag: "webhook" },
  // What stands on a command line is seen by everybody on the machine.
  webhookSecret: { variable: "COSCRIBE_WEBHOOK_SECRET" },
  allowPrivateWebhooks: { flag: "allow-private-webhooks" },
};

const defaults: Readonly<Record<string, string>> = {
  port: "1234",
  host: "127.0.0.1",
  data: "./data",
  base: "/",
};

/** Reads `args` (without node and the script) and `environment`. Never throws. */
export function readCommand(args: readonly string[], environment: Environment): Command {
  try {
    switch (args[0]) {
      case "check":
        return readCheck(args.slice(1), environment);
      case "convert":
        return readConvert(args.slice(1), environment);
      case "export":
        return readExport(args.slice(1), environment);
      case "import":
        return readImport(args.slice(1), environment);
      default:
        return readServe(args, environment);
    }
  } catch (error) {
    return { type: "mistake", message: error instanceof Error ? error.message : String(error) };
  }
}

function readServe(args: readonly string[], environment: Environment): Command {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true });
  if (values.help) return { type: "help", text: helpText };
  if (values.version) return { type: "version" };
  const given = Object.fromEntries(
    Object.entries(sources).map(([key, { flag, variable = "" }]) => [
      key,
      (flag && values[flag]) ?? environment[variable] ?? defaults[key],
    ]),
  );
  const settings = settingsSchema.safeParse(given);
  if (settings.success) {
    const { maxFile, maxFiles, webhookSecret, ...others } = settings.data;
    return { type: "serve", settings: { ...others, maxFile, maxFiles, webhookSecret } };
  }
  return { type: "mistake", message: describe(settings.error, values, given) };
}

/** The first mistake: where it was made, what is wrong, and with what. */
function describe(
  { issues: [issue] }: z.ZodError,
  values: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): string {
  const [key = "", index] = issue?.path ?? [];
  const { flag, variable }: Sources = sources[key as keyof CommandSettings];
  const isFlag = flag !== undefined && (variable === undefined || flag in values);
  const source = isFlag ? `--${flag}` : variable;
  // A secret is not shown.
  if (flag === undefined) return `${source}: ${issue?.message}`;
  const value = [given[String(key)]].flat()[Number(index ?? 0)];
  return `${source}: ${issue?.message}, not ${JSON.stringify(value)}`;
}

function readCheck(args: readonly string[], environment: Environment): Command {
  const { values } = parseArgs({ args: [...args], options: checkFlags, strict: true });
  const { help, repair, json } = values;
  if (help) return { type: "help", text: checkHelpText };
  const data = readData(values.data, environment);
  return { type: "check", settings: { data, repair, json } };
}

function readConvert(args: readonly string[], environment: Environment): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: convertFlags,
    allowPositionals: true,
    strict: true,
  });
  const { all, from, help, json, "dry-run": dryRun } = values;
  if (help) return { type: "help", text: convertHelpText };
  const data = readData(values.data, environment);
  if (all === positionals.length > 0) {
    throw new Error(all ? "either names of documents or --all" : "which document? Or --all");
  }
  if (from === "") throw new Error("--from: must not be empty");
  const names = all ? undefined : positionals.map(parseStoredDocumentName);
  return { type: "convert", settings: { data, names, from, dryRun, json } };
}

function readExport(args: readonly string[], environment: Environment): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: exportFlags,
    allowPositionals: true,
    strict: true,
  });
  const { to, help } = values;
  if (help) return { type: "help", text: exportHelpText };
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error("which document? One name");
  if (to === "") throw new Error("--to: must not be empty");
  const format = readFormat(values.format) ?? (to === undefined ? "md" : formatOfFile(to));
  if (format === undefined) throw new Error(`--format: which of ${fileFormats.join(", ")}?`);
  const data = readData(values.data, environment);
  return { type: "export", settings: { data, name: parseStoredDocumentName(name), format, to } };
}

function readImport(args: readonly string[], environment: Environment): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: importFlags,
    allowPositionals: true,
    strict: true,
  });
  const { append, help } = values;
  if (help) return { type: "help", text: importHelpText };
  const [file, name, ...more] = positionals;
  if (file === undefined || name === undefined || more.length > 0) {
    throw new Error("which file, and which document? FILE NAME");
  }
  const format = readFormat(values.format) ?? formatOfFile(file);
  if (format === undefined) throw new Error(`--format: which of ${fileFormats.join(", ")}?`);
  const data = readData(values.data, environment);
  return {
    type: "import",
    settings: {
      data,
      file,
      format,
      name: parseDocumentName(name),
      append,
      maxFile: readSize(values, "max-file"),
      maxFiles: readSize(values, "max-files"),
    },
  };
}

function readFormat(flag: string | undefined): FileFormat | undefined {
  if (flag === undefined) return undefined;
  const format = fileFormats.find((one) => one === flag);
  if (format !== undefined) return format;
  throw new Error(
    `--format: must be one of ${fileFormats.join(", ")}, not ${JSON.stringify(flag)}`,
  );
}

function readSize<Flag extends string>(
  values: Readonly<Partial<Record<Flag, string | boolean>>>,
  flag: Flag,
): number | undefined {
  const size = sizeSchema.optional().safeParse(values[flag]);
  if (size.success) return size.data;
  throw new Error(`--${flag}: ${size.error.issues[0]?.message}`);
}

function readData(flag: string | undefined, environment: Environment): string {
  const data = dataSchema.safeParse(flag ?? environment["COSCRIBE_DATA"] ?? "./data");
  if (data.success) return data.data;
  const source = flag === undefined ? "COSCRIBE_DATA" : "--data";
  throw new Error(`${source}: ${data.error.issues[0]?.message}`);
}

/**
 * `coscribe serve`, which is also what is done where no command is named: serves until it is told to stop,
 * and then brings everything to disk before it ends.
 */

import * as z from "zod";
import { systemClock } from "../../clock.ts";
import { baseSchema, originSchema, trustedProxySchema } from "../../options.ts";
import { builtPage } from "../../built-page.ts";
import type { SyncServer } from "../../sync-server.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, maxFileFlag, maxFilesFlag, switchFlag, wordSchema } from "../common-flags.ts";
import type { Flag, ValuesOf } from "../flag.ts";
import type { Logger } from "../log.ts";
import { logLevels, type LogLevel } from "../log-level.ts";
import { preferSpeedWhenBusy } from "../memory.ts";

/** How long a stop may take before the process gives up, in milliseconds: supervisors kill soon. */
const stopTimeoutMs = 4_500;

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

const flags = {
  port: portFlag,
  host: hostFlag,
  data: dataFlag,
  open: {
    ...switchFlag(
      "allow an address that others can reach. There is no login: whoever reaches it can read and " +
        "change every document",
    ),
    variable: "COSCRIBE_OPEN",
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
  "log-level": logLevelFlag,
  version: { ...switchFlag("show the version"), short: "v" },
};

type ServeValues = ValuesOf<typeof flags>;

/** See the head of this file. */
export const serveCommand: Command = defineCommand({
  name: "serve",
  summary: "serve documents and the editor; what is done where no command is named",
  usage: ["[options]", "COMMAND [options]"],
  about: "Coscribe: a collaborative editor and its sync server.",
  closing: `Yjs clients connect to ws://HOST:PORT/NAME, the page is at http://HOST:PORT/.
GET /healthz answers 200 while every edit can be saved, 503 otherwise, and tells what is damaged.`,
  flags,
  run: serve,
});

/** Resolves once it serves; the process goes on until a signal ends it. */
async function serve(values: ServeValues): Promise<number> {
  // Node 20 opens the files of all that a module imports at once. One part after the other, a process that
  // may open 100 files starts, too.
  const { createLog, logEvent } = await import("../log.ts");
  const { levelStore } = await import("../../store/level/level-store.ts");
  const { createSyncServer } = await import("../../sync-server.ts");
  const log = createLog(values["log-level"]);
  try {
    const { data, "max-file": maxFile } = values;
    const pageDirectory = builtPage();
    if (pageDirectory === undefined) log.warn("no page has been built: run npm run build");
    const server = createSyncServer({
      store: levelStore(data, {
        maxFilesBytes: values["max-files"],
        onReclaimFailed: (cause) =>
          log.warn({ err: cause }, "space of removed records could not be given back to the disk"),
      }),
      base: values.base,
      allowedOrigins: values["allow-origin"],
      trustedProxies: values["trusted-proxy"],
      keepDeleted: values["keep-deleted"],
      ...(maxFile !== undefined && { maxFileBytes: maxFile }),
      onEvent: (event) => logEvent(log, event),
      pageDirectory,
    });
    preferSpeedWhenBusy(systemClock, () => server.measurements().changes);
    stopOnSignal(server, log);
    const { url } = await server.listen({
      host: values.host,
      port: values.port,
      open: values.open,
    });
    log.info({ url, data }, `Coscribe is ready. Open ${url}`);
    return 0;
  } catch (error) {
    log.fatal(explain(error, values));
    return 1;
  }
}

function stopOnSignal(server: SyncServer, log: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info(`${signal}: saving and stopping`);
    systemClock.after(stopTimeoutMs, () => {
      const documents = server.unsavedDocuments();
      if (documents.length === 0) {
        log.warn("everything is saved; to close the rest took too long");
        process.exit(0);
      }
      const { failure } = server.health();
      log.fatal(
        { documents, ...(failure !== undefined && { failure }) },
        "not everything could be saved in time. Edits of these documents are not on disk; " +
          "clients that are still open keep theirs and send them again",
      );
      process.exit(1);
    });
    server.close().then(
      () => {
        log.info("everything is saved");
        process.exit(0);
      },
      (error: unknown) => {
        log.fatal({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** What to tell somebody whose server does not start, and what to do about it. */
function explain(error: unknown, { host, port }: ServeValues): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} is in use by another program; choose another one with --port`;
    case "EACCES":
      return `port ${port} may not be used by this user; choose one above 1023 with --port`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `this machine has no address ${host}; see --host`;
    default:
      return message;
  }
}

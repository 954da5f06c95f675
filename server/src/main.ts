#!/usr/bin/env node
/**
 * The command `coscribe`: reads flags and environment, serves until it is told to stop, and then
 * brings everything to disk before it ends; or checks a data directory, or converts, exports or
 * imports documents in it. The only file that reads the environment.
 */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { preferMemory, preferSpeedWhenBusy } from "./command/memory.ts";
import type { CommandSettings } from "./command/settings.ts";
import type { SyncServer } from "./sync-server.ts";

// First, so that what is loaded leaves no garbage either.
preferMemory();

// Node 20 opens the files of all that a module imports at once: some 150 here, 64 of them zod's
// languages. One part after the other, a process that may open 100 files starts, too.
await import("zod");
const { createLog, logEvent } = await import("./command/log.ts");
const { levelStore } = await import("./store/level/level-store.ts");
const { createSyncServer } = await import("./sync-server.ts");
const { systemClock } = await import("./clock.ts");
const { runCheck } = await import("./command/check.ts");
const { runConvert } = await import("./command/convert.ts");
const { runExport, runImport } = await import("./command/exchange.ts");
const { readCommand } = await import("./command/settings.ts");

/** How long a stop may take before the process gives up, in milliseconds: supervisors kill soon. */
const stopTimeoutMs = 4_500;

const command = readCommand(process.argv.slice(2), process.env);
switch (command.type) {
  case "help":
    process.stdout.write(command.text);
    break;
  case "version":
    process.stdout.write(`${versionOf()}\n`);
    break;
  case "mistake":
    process.stderr.write(`coscribe: ${command.message}\nSee coscribe --help.\n`);
    process.exitCode = 2;
    break;
  case "check":
    process.exitCode = await runCheck(command.settings, {
      result: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
    });
    break;
  case "convert":
    process.exitCode = await runConvert(command.settings, {
      result: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
    });
    break;
  case "export":
    process.exitCode = await runExport(command.settings, {
      result: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
      bytes: (bytes) => process.stdout.write(bytes),
    });
    break;
  case "import":
    process.exitCode = await runImport(command.settings, {
      result: (text) => process.stdout.write(text),
      error: (text) => process.stderr.write(text),
    });
    break;
  case "serve":
    await serve(command.settings);
    break;
  default:
    command satisfies never;
}

async function serve(settings: CommandSettings): Promise<void> {
  const log = createLog(settings.logLevel);
  try {
    const { data, host, port, open, base, allowedOrigins, trustedProxies, keepDeleted } = settings;
    const { maxFile, maxFiles, webhooks, webhookSecret: secret, allowPrivateWebhooks } = settings;
    const pageDirectory = builtPage();
    if (pageDirectory === undefined) log.warn("no page has been built: run npm run build");
    const server = createSyncServer({
      store: levelStore(data, {
        maxFilesBytes: maxFiles,
        onReclaimFailed: (cause) =>
          log.warn({ err: cause }, "space of removed records could not be given back to the disk"),
      }),
      base,
      allowedOrigins,
      trustedProxies,
      keepDeleted,
      ...(secret !== undefined && { webhooks: webhooks.map((url) => ({ url, secret })) }),
      allowPrivateWebhooks,
      ...(maxFile !== undefined && { maxFileBytes: maxFile }),
      onEvent: (event) => logEvent(log, event),
      ...(pageDirectory !== undefined && { pageDirectory }),
    });
    preferSpeedWhenBusy(systemClock, () => server.measurements().changes);
    stopOnSignal(server, log);
    const { url } = await server.listen({ host, port, open });
    log.info({ url, data }, `Coscribe is ready. Open ${url}`);
  } catch (error) {
    log.fatal(explain(error, settings));
    process.exitCode = 1;
  }
}

/** The page as the build leaves it beside this file. */
function builtPage(): string | undefined {
  const directory = fileURLToPath(new URL("./page", import.meta.url));
  return existsSync(`${directory}/index.html`) ? directory : undefined;
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
function explain(error: unknown, { host, port }: CommandSettings): string {
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

function versionOf(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * `coscribe serve`, which is also what is done where no command is named: serves until it is told to stop,
 * and then brings everything to disk before it ends.
 */

import { systemClock } from "../../clock.ts";
import { builtPage } from "../../built-page.ts";
import type { SyncServerOptions } from "../../options.ts";
import type { SyncServer } from "../../sync-server.ts";
import { defineCommand, type Command } from "../command.ts";
import type { GivenLine, ValuesOf } from "../flag.ts";
import type { Logger } from "../log.ts";
import { preferSpeedWhenBusy } from "../memory.ts";
import { serveFlags } from "../serve-flags.ts";
import { webhookConflicts } from "../webhook-flags.ts";

/** How long a stop may take before the process gives up, in milliseconds: supervisors kill soon. */
const stopTimeoutMs = 4_500;

type ServeValues = ValuesOf<typeof serveFlags>;

/** See the head of this file. */
export const serveCommand: Command = defineCommand({
  name: "serve",
  summary: "serve documents and the editor; what is done where no command is named",
  usage: ["[options]", "COMMAND [options]"],
  about: "Coscribe: a collaborative editor and its sync server.",
  closing: `Yjs clients connect to ws://HOST:PORT/NAME, the page is at http://HOST:PORT/.
GET /healthz answers 200 while every edit can be saved, 503 otherwise, and tells what is damaged;
/healthz/live and /healthz/ready are for supervisors, /metrics is for Prometheus.`,
  flags: serveFlags,
  conflicts: (line) => [...certificateProblems(line), ...webhookConflicts(line)],
  run: serve,
});

/** Resolves once it serves; the process goes on until a signal ends it. */
async function serve(values: ServeValues): Promise<number> {
  // Node 20 opens the files of all that a module imports at once. One part after the other, a process that
  // may open 100 files starts, too.
  const { createLog, logEvent } = await import("../log.ts");
  const { levelStore } = await import("../../store/level/level-store.ts");
  const { createSyncServer } = await import("../../sync-server.ts");
  const { addressOf, closeDoor, makeOperatorKey, openDoor } = await import("../operator-door.ts");
  const log = createLog(values["log-level"]);
  try {
    const { data, "max-file": maxFile, cert, key } = values;
    const pageDirectory = builtPage();
    if (pageDirectory === undefined) log.warn("no page has been built: run npm run build");
    const operatorKey = makeOperatorKey();
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
      metrics: values.metrics,
      api: !values["no-api"],
      ...(await accessOptions(values)),
      ...webhookOptions(values),
      ...(maxFile !== undefined && { maxFileBytes: maxFile }),
      onEvent: (event) => logEvent(log, event),
      pageDirectory,
      operatorKey,
    });
    preferSpeedWhenBusy(systemClock, () => server.measurements().changes);
    stopOnSignal(server, log, () => closeDoor(data));
    const { url } = await server.listen({
      host: values.host,
      port: values.port,
      open: values.open,
      tls: cert === undefined || key === undefined ? undefined : { cert, key },
    });
    await openDoor(data, { url: addressOf(url, values.host), key: operatorKey }).catch(
      (cause: unknown) =>
        log.warn({ err: cause }, "commands on this directory cannot find the server"),
    );
    log.info({ url, data }, `Coscribe is ready. Open ${url}`);
    return 0;
  } catch (error) {
    log.fatal(explain(error, values));
    return 1;
  }
}

/** Who may do what, where tokens are wanted. Rejects with a TypeError for keys that cannot be used. */
async function accessOptions({
  "token-secret": secret,
  "token-keys": keys,
}: ServeValues): Promise<Pick<SyncServerOptions, "authorize" | "linkSecret">> {
  if (secret === undefined && keys === undefined) return {};
  const { tokenAuthorize } = await import("../../access/tokens/token-authorize.ts");
  const authorize = await tokenAuthorize({ secret, keys });
  return { authorize, ...(secret !== undefined && { linkSecret: secret }) };
}

/** Where webhooks go. */
function webhookOptions({
  webhook: urls,
  "webhook-secret": secret,
  "allow-private-webhooks": allowPrivateWebhooks,
}: ServeValues): Pick<SyncServerOptions, "webhooks" | "allowPrivateWebhooks"> {
  const webhooks = secret === undefined ? [] : urls.map((url) => ({ url, secret }));
  return { webhooks, allowPrivateWebhooks };
}

/** What is wrong with the two files of a certificate, of which none is of use alone. */
function certificateProblems({ flags: { cert, key } }: GivenLine): readonly string[] {
  if ((cert === undefined) === (key === undefined)) return [];
  return [
    cert === undefined
      ? "--cert: --key needs its certificate beside it, as --cert FILE or in COSCRIBE_CERT"
      : "--key: --cert needs its key beside it, as --key FILE or in COSCRIBE_KEY",
  ];
}

function stopOnSignal(server: SyncServer, log: Logger, closeDoor: () => Promise<void>): void {
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
    const closing = closeDoor().catch(() => undefined);
    Promise.all([server.close(), closing]).then(
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

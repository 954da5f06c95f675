/** The command's log: a line per event, for people in a terminal, as JSON everywhere else. */

import { pino, type Logger } from "pino";
import { PinoPretty } from "pino-pretty";
import type { ServerEvent } from "../server-event.ts";
import type { LogLevel } from "./log-level.ts";

/** What lines are written into. */
export type { Logger } from "pino";

/** A log on standard output. */
export function createLog(level: LogLevel): Logger {
  const options = { level, base: null };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, PinoPretty({ colorize: true, translateTime: "HH:MM:ss", sync: true }));
}

/** Writes one event. Names of documents are not secrets, but who was where is nobody's business. */
export function logEvent(log: Logger, event: ServerEvent): void {
  const { type, ...details } = event;
  switch (event.type) {
    case "documentOpened":
    case "documentClosed":
    case "sessionOpened":
    case "sessionClosed":
    case "compacted":
    case "fileStored":
      log.debug(details, type);
      break;
    case "documentDeleted":
      log.info(details, "a document was deleted");
      break;
    case "documentConverted":
      log.info(details, "another editor's document was converted");
      break;
    case "upgradeRefused":
      log.warn(details, "a connection was refused");
      break;
    case "documentDamaged":
      log.error(details, "a document is damaged; it can be read, but not changed");
      break;
    case "storeDamaged":
      log.error(`the data are damaged: ${event.problem}`);
      break;
    case "documentFailed":
      log.error(withError(event), "a document could not be opened or closed");
      break;
    case "internalError":
      log.error(withError(event), "something failed inside the server; it goes on");
      break;
    case "sessionFailed":
      log.error(withError(event), "a session failed and was ended");
      break;
    case "writeFailed":
      // Once per document and failure; `/healthz` tells as long as it lasts.
      log[event.isRepeated ? "debug" : "error"](
        withError(event),
        "edits could not be saved; they are kept and tried again",
      );
      break;
    case "writeRecovered":
      log.info(details, "edits are saved again");
      break;
    case "fileFailed":
      log.error(withError(event), "a file could not be written or read");
      break;
    case "fileDamaged":
      log.error(withError(event), "a file is damaged; it is not given to anybody");
      break;
    case "authorizeFailed":
      log.error(
        withError(event),
        "it could not be found out what somebody may do; they may nothing",
      );
      break;
    case "conversionFailed":
      log.error(withError(event), "a document could not be converted; it stays as it was");
      break;
    case "compactionFailed":
      log.error(withError(event), "a document could not be compacted; it stays as it was");
      break;
    default:
      event satisfies never;
  }
}

/** pino prints the stack and the causes of what is called `err`. */
function withError({ cause, ...details }: { readonly cause: unknown }): object {
  return { ...details, err: cause };
}

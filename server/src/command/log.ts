/**
 * The command's log: a line per event, for people in a terminal, as JSON everywhere else. What documents
 * hold is in no event. Whatever may let somebody in is taken out of each line, wherever it came from:
 * messages of errors quote what they are about.
 */

import { pino, type Logger } from "pino";
import { PinoPretty } from "pino-pretty";
import type { ServerEvent } from "../server-event.ts";
import type { LogLevel } from "./log-level.ts";

/** What lines are written into. */
export type { Logger } from "pino";

/** Tokens in the query of a URL, and what follows the names of schemes and headers. */
const secrets: readonly RegExp[] = [
  /([?&;](?:access_)?token=)[^&\s"'\\#]+/gi,
  /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|digest)\s+)?[^\s"',\\]+/gi,
  /\b((?:bearer|basic)\s+)[\w~+/.=-]{8,}/gi,
  // As a subprotocol.
  /\b(coscribe\.token\.)[^\s,"'\\]+/gi,
  // A JSON Web Token, wherever it stands.
  /()\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
];

/** A line of the log without what may let somebody in. */
export function withoutSecrets(line: string): string {
  return secrets.reduce((text, secret) => text.replace(secret, "$1[secret]"), line);
}

/** A log on standard output. */
export function createLog(level: LogLevel): Logger {
  const options = { level, base: null, hooks: { streamWrite: withoutSecrets } };
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
    case "certificateRenewed":
      log.info(details, "the certificate was renewed");
      break;
    case "certificateFailed":
      log.error(
        withError(event),
        "the new certificate cannot be used; the old one is used further",
      );
      break;
    case "documentConverted":
      log.info(details, "another editor's document was converted");
      break;
    case "requestFailed":
      log.warn(details, "a request could not be answered as it should");
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
    case "hookFailed":
      log.error(withError(event), "a hook failed; it harmed nothing");
      break;
    case "webhookFailed":
      log[event.isGivenUp ? "error" : "warn"](
        withError(event),
        event.isGivenUp
          ? "a webhook could not be delivered and is given up"
          : "a webhook could not be delivered; it is tried again",
      );
      break;
    case "conversionFailed":
      log.error(withError(event), "a document could not be converted; it stays as it was");
      break;
    case "contentFailed":
      log.error(withError(event), "a document could not be read or edited; it stays as it was");
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

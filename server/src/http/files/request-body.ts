/**
 * The bytes of a request's body, as they come: bounded in number and time. Whoever stops reading leaves
 * the request as it is, so that it can still be answered; Node's own iteration would cut the connection.
 */

import type { IncomingMessage } from "node:http";
import type { Clock } from "../../clock.ts";
import { FileRefusedError } from "./file-answer.ts";

/** What a body may take. */
export interface BodyLimits {
  /** Most bytes. */
  readonly maxBytes: number;
  /** Longest time without a byte, in milliseconds. */
  readonly idleMs: number;
  /** Longest time in all, in milliseconds. */
  readonly totalMs: number;
  readonly clock: Clock;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

/** Yields the body. Throws a {@link FileRefusedError} where it breaks a limit or does not come whole. */
export async function* readBody(
  request: IncomingMessage,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { maxBytes, clock, totalMs } = limits;
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const end = clock.now() + totalMs;
  let size = 0;
  while (!request.readableEnded) {
    if (limits.closing.aborted) throw new FileRefusedError("serviceRestart");
    const piece = request.read() as Buffer | null;
    if (piece !== null) {
      size += piece.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield piece;
    } else if (request.destroyed) {
      throw new FileRefusedError("uploadIncomplete");
    } else {
      // oxlint-disable-next-line no-await-in-loop -- for more of it
      await somethingNew(request, limits, end);
    }
    if (clock.now() > end) throw tooSlow();
  }
}

/** Waits until there is something to read, or nothing will come any more. */
function somethingNew(
  request: IncomingMessage,
  { clock, idleMs, closing }: BodyLimits,
  end: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      timer.cancel();
      request.off("readable", go).off("end", go).off("close", go).off("error", go);
      closing.removeEventListener("abort", go);
    };
    const go = (): void => {
      stop();
      resolve();
    };
    const timer = clock.after(Math.min(idleMs, Math.max(0, end - clock.now())), () => {
      stop();
      reject(tooSlow());
    });
    request.on("readable", go).on("end", go).on("close", go).on("error", go);
    closing.addEventListener("abort", go);
  });
}

function tooSlow(): FileRefusedError {
  return new FileRefusedError("uploadTooSlow");
}

function tooLarge(maxBytes: number): FileRefusedError {
  const message = `the file is larger than ${maxBytes} bytes, which is what the server allows`;
  return new FileRefusedError("fileTooLarge", message);
}

/**
 * What the server does for commands on its data directory, while it has that: backups. For nobody else: whoever
 * asks shows the server's key, and asks from the same machine, through no proxy.
 */

import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ReadableStream } from "node:stream/web";
import { isLoopbackAddress } from "./origin.ts";
import { isFromThisMachine } from "./this-machine.ts";

/** What is done for commands. */
export interface Operations {
  /** What has to be shown; undefined where there is no such door. */
  readonly operatorKey: string | undefined;
  /** Answers a request for a backup. */
  readonly backup: (request: string) => AsyncIterable<Uint8Array>;
  /** Remembers a backup that is on disk. */
  readonly remember: (request: string) => Promise<void>;
}

/** A request of more bytes is none: some hundred are said of each document. */
const maxRequestBytes = 512 * 1024 * 1024;

/** An answer. */
export interface OperatorAnswer {
  readonly status: 200 | 204 | 400 | 403 | 404;
  readonly body: string | ReadableStream<Uint8Array> | null;
}

/** Answers what is asked at `action`, the last part of the path. */
export async function answerOperator(
  request: IncomingMessage,
  action: string,
  { operatorKey, backup, remember }: Operations,
): Promise<OperatorAnswer> {
  if (operatorKey === undefined) return { status: 404, body: "Nothing here." };
  if (!isNear(request) || !isShown(request, operatorKey)) {
    return { status: 403, body: "This is for commands on the server's own machine." };
  }
  const text = await textOf(request);
  if (text === undefined) return { status: 400, body: "The request is too large." };
  switch (action) {
    case "backup":
      return { status: 200, body: ReadableStream.from(backup(text)) };
    case "remember":
      await remember(text);
      return { status: 204, body: null };
    default:
      return { status: 404, body: "Nothing here." };
  }
}

/** From this machine, or, where it does not listen on loopback, from the very address that it was sent to. */
function isNear(request: IncomingMessage): boolean {
  const { remoteAddress, localAddress } = request.socket;
  if (isLoopbackAddress(remoteAddress)) return isFromThisMachine(request);
  return remoteAddress === localAddress;
}

function isShown({ headers }: IncomingMessage, key: string): boolean {
  const shown = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(shown), digest(key));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxRequestBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

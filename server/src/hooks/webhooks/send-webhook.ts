/**
 * One attempt to deliver a webhook. Follows no redirect, reads no answer but its head, and takes no longer than it may.
 *
 * By Node's own client, because what it connects to can be looked at between the look-up of a name and the
 * connection: whoever answers with another address the second time has nothing of it.
 */

import { lookup, type LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Clock } from "../../clock.ts";
import { isPublicAddress } from "./public-address.ts";

/** What is sent, and where to. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How it is sent. */
export interface SendOptions {
  readonly clock: Clock;
  /** Whether it may go to addresses that are not out in the world. */
  readonly allowPrivate: boolean;
  /** Gives it up. */
  readonly signal: AbortSignal;
  /** Looks names up; Node's own when left out. */
  readonly lookUp?: typeof lookup | undefined;
}

/** What came back. */
export interface WebhookAnswer {
  readonly status: number;
  /** The header Retry-After, if there is one. */
  readonly retryAfter: string | undefined;
}

/** The URL leads to this machine, its network, or nowhere that everybody could reach. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";

  constructor(address: string) {
    super(`${address} is a private address, and private webhooks are not allowed`);
  }
}

/** How long an attempt may take, in milliseconds. */
export const sendTimeoutMs = 10_000;

/** So much of an answer is passed over, in bytes, before the connection is cut. */
const mostAnswerBytes = 64 * 1024;

/** Resolves to the answer, whatever it says. Rejects where none comes, and with PrivateAddressError. */
export async function sendWebhook(
  { url, headers, body }: WebhookRequest,
  { clock, allowPrivate, signal, lookUp = lookup }: SendOptions,
): Promise<WebhookAnswer> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  // An address is never looked up.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    throw new PrivateAddressError(host);
  return new Promise((resolve, reject) => {
    const request = (protocol === "https:" ? requestHttps : requestHttp)(url, {
      method: "POST",
      // A connection of its own: nothing is left of one that misbehaved.
      agent: false,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      signal,
      lookup: allowPrivate ? lookUp : publicOnly(lookUp),
    });
    const timer = clock.after(sendTimeoutMs, () => {
      request.destroy(new Error(`no answer within ${sendTimeoutMs} ms`));
    });
    let isAnswered = false;
    request.on("response", (response) => {
      isAnswered = true;
      const { statusCode = 0, headers: answered } = response;
      const answer = { status: statusCode, retryAfter: answered["retry-after"] };
      passOver(response, () => resolve(answer));
    });
    request.on("error", reject);
    request.on("close", () => {
      timer.cancel();
      // Node says no more where the connection is taken for something else (101).
      if (!isAnswered) reject(new Error("the receiver gave no answer"));
    });
    request.end(body);
  });
}

/** Calls `onEnd` when the body has come, or enough of it. */
function passOver(response: IncomingMessage, onEnd: () => void): void {
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) response.destroy();
  });
  response.on("error", () => undefined);
  response.on("close", onEnd);
}

/** Looks names up, but for those that lead to a private address, however many others there are. */
function publicOnly(lookUp: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const hidden = addresses.find(({ address }) => !isPublicAddress(address));
      if (hidden !== undefined) return callback(new PrivateAddressError(hidden.address), "");
      if (options.all === true) return callback(null, addresses);
      const [first = { address: "", family: 0 } satisfies LookupAddress] = addresses;
      return callback(null, first.address, first.family);
    });
  };
}

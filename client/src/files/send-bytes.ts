/**
 * Sends bytes by HTTP and tells how far they have come: by XMLHttpRequest, which is what browsers tell
 * that by, or by fetch, where there is none.
 */

import type { Clock } from "../clock.ts";
import { StallGuard } from "./stall-guard.ts";

/** What is sent, and where. */
export interface SendOptions {
  readonly url: string;
  /** Says who brings them; undefined for nobody. */
  readonly token: string | undefined;
  readonly bytes: Blob;
  /** The media type that they are sent as. */
  readonly type: string;
  /** Called with the number of bytes that have left. */
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** What came back, whatever it is. */
export interface SendAnswer {
  readonly status: number;
  readonly text: string;
  /** After how many milliseconds to come again, if the server says so. */
  readonly retryAfterMs: number | undefined;
}

/** Without XMLHttpRequest, so many bytes leave at once. */
const sliceBytes = 64 * 1024;

/** Sends them. Rejects where no answer comes, whyever, and when it is aborted. */
export async function sendBytes(options: SendOptions): Promise<SendAnswer> {
  const guard = new StallGuard(options.clock);
  const guarded: SendOptions = {
    ...options,
    signal: guard.signal,
    onProgress: (sentBytes) => {
      if (guard.signal.aborted) return;
      guard.progressed();
      options.onProgress(sentBytes);
    },
  };
  const send = typeof XMLHttpRequest === "undefined" ? byFetch : byXhr;
  return guard.watch(() => send(guarded), options.signal);
}

function byXhr(options: SendOptions): Promise<SendAnswer> {
  const { url, bytes, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => {
      const retryAfterMs = millisecondsIn(request.getResponseHeader("Retry-After"));
      resolve({ status: request.status, text: request.responseText, retryAfterMs });
    });
    request.addEventListener("loadend", () => {
      signal.removeEventListener("abort", abort);
      reject(new Error(`nothing came back from ${url}`));
    });
    request.open("POST", url);
    for (const [name, value] of Object.entries(headersOf(options))) {
      request.setRequestHeader(name, value);
    }
    signal.addEventListener("abort", abort);
    if (signal.aborted) reject(new Error("it was aborted"));
    else request.send(bytes);
  });
}

async function byFetch(options: SendOptions): Promise<SendAnswer> {
  const { url, bytes, onProgress, signal } = options;
  const request = { method: "POST", headers: headersOf(options), signal };
  // A body that is a stream has to be sent before the answer is read, which has to be said.
  const init: RequestInit & { duplex: "half" } = {
    ...request,
    body: inSlices(bytes, onProgress),
    duplex: "half",
  };
  const response = await fetch(url, init);
  return {
    status: response.status,
    text: await response.text(),
    retryAfterMs: millisecondsIn(response.headers.get("Retry-After")),
  };
}

function headersOf({ type, token }: SendOptions): Record<string, string> {
  return { "Content-Type": type, ...(token !== undefined && { Authorization: `Bearer ${token}` }) };
}

/** The bytes as they are taken, which is when they leave. */
function inSlices(bytes: Blob, onProgress: SendOptions["onProgress"]): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const slice = await bytes.slice(at, at + sliceBytes).arrayBuffer();
      at += slice.byteLength;
      if (slice.byteLength === 0) return controller.close();
      controller.enqueue(new Uint8Array(slice));
      onProgress(at);
    },
  });
}

function millisecondsIn(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined;
}

/**
 * `GET` and `HEAD` of `/api/v1/files/HASH`: gives a file, or one range of it. It never changes, so
 * browsers ask once; it comes with headers that keep it from doing anything but being looked at.
 */

import { ReadableStream } from "node:stream/web";
import { fileTypeOf } from "@coscribe/shared";
import type { Clock, Timer } from "../../clock.ts";
import type { OpenFile } from "../../store/file-store.ts";
import { readRange, type ByteRange } from "./byte-range.ts";
import { dispositionOf } from "./disposition.ts";
import { FileRefusedError, type FileAnswer } from "./file-answer.ts";

/** A reader that takes nothing for so long is cut, in milliseconds: it holds a file open. */
const stallMs = 60_000;

/** What is asked for. */
export interface DownloadRequest {
  readonly isHead: boolean;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the file is called where it is shown. */
  readonly name: string | undefined;
  readonly clock: Clock;
  /** Ends the answer where it cannot be completed, so that nobody takes it for whole. */
  readonly cut: () => void;
}

/**
 * Answers with `file`, which is closed when the answer has been read or cancelled. Throws a
 * {@link FileRefusedError} for a range that is not there.
 */
export function download(file: OpenFile, request: DownloadRequest): FileAnswer {
  const { hash, size } = file;
  const tag = `"${hash}"`;
  const type = fileTypeOf(file.head);
  const headers = {
    "Content-Type": type,
    "Content-Disposition": dispositionOf(hash, type, request.name),
    ETag: tag,
    "Accept-Ranges": "bytes",
    // Not by proxies: who may read it is not told by its address alone.
    "Cache-Control": "private, max-age=31536000, immutable",
  };
  if (namesTag(request.headers["if-none-match"], tag)) {
    return { status: 304, headers, body: null };
  }
  const range = rangeOf(request, size, tag);
  if (range === "unsatisfiable") {
    const there = { "Content-Range": `bytes */${size}` };
    throw new FileRefusedError("rangeNotThere", `the file has ${size} bytes`, there);
  }
  const { start, end } = range ?? { start: 0, end: size };
  const length = { "Content-Length": String(end - start) };
  const part = range && { "Content-Range": `bytes ${start}-${end - 1}/${size}` };
  const body = request.isHead ? null : streamOf(file, { start, end }, request);
  return { status: range ? 206 : 200, headers: { ...headers, ...length, ...part }, body };
}

function rangeOf(
  { headers }: DownloadRequest,
  size: number,
  tag: string,
): ByteRange | "unsatisfiable" | undefined {
  const condition = headers["if-range"];
  // Of another file somebody has a part that does not belong to this one.
  if (condition !== undefined && condition !== tag) return undefined;
  return readRange(headers["range"]?.toString(), size);
}

function namesTag(header: string | string[] | undefined, tag: string): boolean {
  const named = header?.toString().split(",") ?? [];
  return named.some((each) => ["*", tag, `W/${tag}`].includes(each.trim()));
}

/** The bytes as the reader takes them; one that takes none for too long is cut, and can ask for the rest. */
function streamOf(
  file: OpenFile,
  { start, end }: ByteRange,
  { clock, cut }: DownloadRequest,
): ReadableStream<Uint8Array> {
  const pieces = file.read(start, end)[Symbol.asyncIterator]();
  let stalled: Timer | undefined;
  const stop = (): void => {
    stalled?.cancel();
    void file.close().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        stalled?.cancel();
        try {
          const { done, value } = await pieces.next();
          if (done !== true) {
            stalled = clock.after(stallMs, cut);
            return controller.enqueue(value);
          }
        } catch {
          cut();
        }
        stop();
        controller.close();
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}

/**
 * Items of a backup on their way from a server to the command, as bytes: for each how long its head is and how
 * many bytes follow it (four bytes each, the highest first), the head in JSON, the bytes. The last one says that
 * it was the last, or what went wrong; without it something is missing.
 */

import type { BackupItem } from "../store/backup/backup-item.ts";

/** What follows the items. */
type Ending = { readonly type: "done" } | { readonly type: "failed"; readonly message: string };

const lengthsBytes = 8;

/** Items as bytes. Whatever they throw is told in the last of these. */
export async function* encodeItems(
  items: AsyncIterable<BackupItem>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const item of items) yield* encode(item);
    yield* encode({ type: "done" });
  } catch (error) {
    yield* encode({ type: "failed", message: error instanceof Error ? error.message : "" });
  }
}

function* encode(item: BackupItem | Ending): Generator<Uint8Array, void, undefined> {
  const bytes = item.type === "bytes" ? item.bytes : new Uint8Array();
  const head = Buffer.from(JSON.stringify(item.type === "bytes" ? { type: "bytes" } : item));
  const lengths = Buffer.alloc(lengthsBytes);
  lengths.writeUInt32BE(head.length);
  lengths.writeUInt32BE(bytes.length, lengthsBytes / 2);
  yield Buffer.concat([lengths, head]);
  if (bytes.length > 0) yield bytes;
}

/** The items in bytes that come in pieces. Throws what went wrong at the other end, and where it breaks off. */
export async function* decodeItems(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<BackupItem, void, undefined> {
  const reader = new PieceReader(pieces);
  for (;;) {
    const lengths = await reader.take(lengthsBytes);
    const head = await reader.take(lengths.readUInt32BE());
    const bytes = await reader.take(lengths.readUInt32BE(lengthsBytes / 2));
    const item = JSON.parse(head.toString()) as BackupItem | Ending;
    if (item.type === "done") return;
    if (item.type === "failed") throw new Error(item.message);
    yield item.type === "bytes" ? { type: "bytes", bytes } : item;
  }
}

/** Takes as many bytes as are asked for out of pieces of any size. */
class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    while (this.#heldBytes < count) {
      // oxlint-disable-next-line no-await-in-loop -- for more
      const { value, done } = await this.#pieces.next();
      if (done === true) throw new Error("the server broke off");
      this.#held.push(value);
      this.#heldBytes += value.length;
    }
    const all = this.#held.length === 1 ? toBuffer(this.#held[0]!) : Buffer.concat(this.#held);
    this.#held = all.length > count ? [all.subarray(count)] : [];
    this.#heldBytes = all.length - count;
    return all.subarray(0, count);
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

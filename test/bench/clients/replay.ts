/** One client that sends a whole history as fast as the server takes it. */

import { performance } from "node:perf_hooks";
import { updateMessage } from "./dialect.ts";
import { DocumentClient } from "./document-client.ts";
import type { ServerProcess } from "../servers/server-process.ts";

const blockBytes = 64 * 1024;

/** What it took. */
export interface Replay {
  /** Until the server said that everything is on disk, or had come to rest. */
  readonly ms: number;
}

/**
 * Sends each of `updates` as a message of its own. The frames are made before, and written in large
 * blocks, so that the driver takes little of the machine.
 */
export async function replay(
  server: ServerProcess,
  document: string,
  updates: readonly Uint8Array[],
): Promise<Replay> {
  const client = await DocumentClient.join(server, document, { keepsUpdates: false });
  const blocks = inBlocks(updates.map((update) => client.frame(updateMessage(update))));
  const startedAt = performance.now();
  for (const block of blocks) {
    // oxlint-disable-next-line no-await-in-loop -- as fast as it is taken
    if (!client.raw.write(block)) await client.raw.drained();
  }
  if (server.contestant.acknowledges) {
    await client.saved();
    return { ms: performance.now() - startedAt };
  }
  const quietMs = 1_000;
  await server.idle(quietMs);
  return { ms: performance.now() - startedAt - quietMs };
}

function inBlocks(frames: readonly Buffer[]): Buffer[] {
  const blocks: Buffer[] = [];
  let block: Buffer[] = [];
  let length = 0;
  for (const frame of frames) {
    block.push(frame);
    length += frame.length;
    if (length < blockBytes) continue;
    blocks.push(Buffer.concat(block));
    block = [];
    length = 0;
  }
  return [...blocks, Buffer.concat(block)];
}

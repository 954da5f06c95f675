/** Waits for the disk as a client can: by asking. */

import { RawPeer } from "./raw-peer.ts";
import { until } from "./until.ts";

/** Resolves when everything that the server at `url` has taken in of a document is on disk. */
export async function untilSaved(url: string, document: string): Promise<void> {
  const peer = new RawPeer(Number(new URL(url).port), `/${document}`);
  await peer.message(0);
  peer.send(102, 1, 1);
  await until("the acknowledgement", () => peer.messages.some((message) => message[0] === 102));
  peer.destroy();
}

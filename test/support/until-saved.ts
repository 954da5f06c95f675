/** Waits for the disk as a client can: by asking. */

import { decodeMessages, ProtocolError } from "@coscribe/shared";
import * as Y from "yjs";
import { RawPeer } from "./raw-peer.ts";
import { until } from "./until.ts";

/**
 * Resolves when everything that the server at `url` has taken in of a document is on disk, and, where
 * `doc` is given, the server has all of that.
 */
export async function untilSaved(url: string, document: string, doc?: Y.Doc): Promise<void> {
  if (doc !== undefined) await until("the server to have it", () => hasAll(url, document, doc));
  const peer = await peerOn(url, document);
  peer.send(102, 1, 1);
  await until("the acknowledgement", () => peer.messages.some((message) => message[0] === 102));
  peer.destroy();
}

async function peerOn(url: string, document: string): Promise<RawPeer> {
  const peer = new RawPeer(Number(new URL(url).port), `/${document}`);
  await peer.message(0);
  return peer;
}

/** Whether the server says that it has what is in `doc`. */
async function hasAll(url: string, document: string, doc: Y.Doc): Promise<boolean> {
  const peer = await peerOn(url, document);
  const messages = decodeMessages(await peer.syncMessage(0));
  peer.destroy();
  if (messages instanceof ProtocolError) throw messages;
  const vector = messages.find((message) => message.type === "syncStep1")?.stateVector;
  const has = Y.decodeStateVector(vector ?? Uint8Array.of(0));
  const own = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...own].every(([client, clock]) => (has.get(client) ?? 0) >= clock);
}

/** People with roles, as peers made of bytes and as stock clients, and what the server tells them. */

import type { Allowed, Authorize, Denied } from "@coscribe/server";
import { decodeAccessStatus, decodeMessages, type AccessStatus } from "@coscribe/shared";
import * as Y from "yjs";
import { RawPeer } from "../../support/raw-peer.ts";
import { until } from "../../support/until.ts";

/** Says who somebody is by their token, as `name.access`. */
export const authorizeByName: Authorize = ({ token }) => {
  const [id = "", access] = token?.split(".") ?? [];
  if (access !== "read" && access !== "comment" && access !== "write") {
    return { deny: "nobody knows you" };
  }
  return { user: { id, name: id.toUpperCase() }, access };
};

/** A hook whose answers a test changes. */
export class Roles {
  /** What those are told whose token this is. */
  readonly answers = new Map<string | undefined, Allowed | Denied>();

  /** See {@link Authorize}. */
  readonly authorize: Authorize = ({ token }) =>
    this.answers.get(token) ?? { deny: "nobody knows you", signIn: true };

  /** Says what somebody may do. */
  set(id: string, access: Allowed["access"], more: Partial<Allowed> = {}): void {
    this.answers.set(id, { user: { id }, access, ...more });
  }
}

/** Connects with a token, as a client that wants to be told what it may do. */
export async function peerWith(
  port: number,
  token: string,
  target = "/doc?access=1",
): Promise<RawPeer> {
  const peer = new RawPeer(port, target, { Authorization: `Bearer ${token}` });
  await peer.opened();
  return peer;
}

/** What the server has told a peer of its access, in order. */
export function statusesOf(peer: RawPeer): readonly AccessStatus[] {
  return peer.messages.flatMap((bytes) => {
    const messages = decodeMessages(bytes);
    if (messages instanceof Error) throw messages;
    return messages.flatMap((message) => {
      const status = message.type === "access" ? decodeAccessStatus(message.status) : undefined;
      return status ?? [];
    });
  });
}

/** Resolves once the latest thing that a peer has been told of its access fits. */
export async function toldOf(
  peer: RawPeer,
  fits: (status: AccessStatus) => boolean,
): Promise<AccessStatus> {
  const latest = (): AccessStatus | undefined => statusesOf(peer).at(-1);
  await until("its access to be told", () => {
    if (peer.closed !== undefined) throw new Error(`closed: ${JSON.stringify(peer.closed)}`);
    const status = latest();
    return status !== undefined && fits(status);
  });
  return latest()!;
}

/** The text that the server has, as somebody sees it who asks for all of it. */
export async function textAt(port: number, token: string): Promise<string> {
  const peer = await peerWith(port, token, "/doc");
  peer.send(0, 0, 1, 0);
  const step2 = await peer.syncMessage(1);
  peer.destroy();
  const doc = new Y.Doc();
  const { update } = decodeMessages(step2)[0 as never] as unknown as { update: Uint8Array };
  Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}

/** An update message in which `client` writes `text`, at the start of the root type "text". */
export function writing(client: number, text: string): readonly number[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText("text").insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  if (update.length > 127) throw new Error("too long for a length of one byte");
  return [0, 2, update.length, ...update];
}

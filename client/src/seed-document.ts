/** Brings a document its first content, such as a template: of all who do so at once, one is taken. */

import {
  closeCodes,
  decodeMessages,
  documentNameToPath,
  encodeMessage,
  parseDocumentName,
  ProtocolError,
  retryAfter,
  tokenProtocols,
} from "@coscribe/shared";
import DefaultWebSocket from "#web-socket";

/** What {@link seedDocument} takes beside the address and the content. */
export interface SeedOptions {
  /** Tells the server who this is, as `connect` takes it. */
  readonly token?: string | undefined;
  /** A WebSocket class for platforms that have none. */
  readonly WebSocket?: typeof WebSocket;
}

/**
 * Brings `update`, a Yjs update of at most 64 KiB, to the document `name` on the server at `url` (such as
 * `ws://localhost:1234`). Resolves to true once it is on the server's disk, to false where somebody has written
 * there before. Rejects where the server refuses it, or cannot be reached; then it may be tried again.
 */
export function seedDocument(
  url: string,
  name: string,
  update: Uint8Array,
  { token, WebSocket = DefaultWebSocket }: SeedOptions = {},
): Promise<boolean> {
  const path = documentNameToPath(parseDocumentName(name));
  const protocols = token === undefined ? [] : [...tokenProtocols(token)];
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/\/+$/, "")}/${path}`, protocols);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      socket.send(encodeMessage({ type: "seed", update }) as Uint8Array<ArrayBuffer>);
    });
    socket.addEventListener("message", ({ data }) => {
      const messages = decodeMessages(new Uint8Array(data as ArrayBuffer));
      if (messages instanceof ProtocolError) return;
      const answer = messages.find((message) => message.type === "seeded");
      if (answer?.type !== "seeded") return;
      resolve(answer.isTaken);
      socket.close();
    });
    // An error is always followed by a close.
    socket.addEventListener("error", () => undefined);
    socket.addEventListener("close", ({ code, reason }) => reject(endedBy(code, reason)));
  });
}

function endedBy(code: number, reason: string): Error {
  if (retryAfter(code) !== "never") return new Error("the server could not be reached");
  return new Error(`the server refused (${code}): ${reason || closeCodes.updateRefused.reason}`);
}

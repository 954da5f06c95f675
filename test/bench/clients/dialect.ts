/**
 * The messages of a Yjs connection as bytes, and how the two client families put them on the wire.
 * y-websocket's clients send a message as it is and name the document in the URL; Hocuspocus's put
 * the document's name before each message and have to show a token first.
 */

import { createDecoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from "lib0/encoding";

/** How a server expects messages. */
export type Dialect = "y-websocket" | "hocuspocus";

/** A message that a driver cares for. */
export type ServerMessage =
  | {
      readonly type: "step1" | "step2" | "update" | "presence" | "status";
      readonly body: Uint8Array;
    }
  | { readonly type: "other" };

/** The state of one member, with the clock that orders it. */
export interface PresenceState {
  readonly clientId: number;
  readonly clock: number;
  /** JSON. */
  readonly state: string;
}

/** "This is what I have": SyncStep1. */
export function step1(vector: Uint8Array): Uint8Array {
  return syncMessage(0, vector);
}

/** "You miss nothing of mine": SyncStep2 with an empty update. */
export const emptyStep2: Uint8Array = syncMessage(1, Uint8Array.of(0, 0));

/** A change. */
export function updateMessage(update: Uint8Array): Uint8Array {
  return syncMessage(2, update);
}

/** A member's presence. */
export function presenceMessage({ clientId, clock, state }: PresenceState): Uint8Array {
  return encoded((encoder) => {
    writeVarUint(encoder, 1);
    const body = encoded((inner) => {
      writeVarUint(inner, 1);
      writeVarUint(inner, clientId);
      writeVarUint(inner, clock);
      writeVarString(inner, state);
    });
    writeVarUint8Array(encoder, body);
  });
}

/** "Tell me when everything so far is on disk", as Coscribe understands it. */
export const statusQuestion: Uint8Array = Uint8Array.of(102, 1, 7);

/** What a client sends before anything else. */
export function greeting(dialect: Dialect): readonly Uint8Array[] {
  if (dialect === "y-websocket") return [];
  return [
    encoded((encoder) => {
      writeVarUint(encoder, 2);
      writeVarUint(encoder, 0);
      writeVarString(encoder, "");
      writeVarString(encoder, "4.7.0");
    }),
  ];
}

/** `message` as a payload for `document`. */
export function wrap(dialect: Dialect, document: string, message: Uint8Array): Uint8Array {
  if (dialect === "y-websocket") return message;
  return encoded((encoder) => {
    writeVarString(encoder, document);
    writeUint8Array(encoder, message);
  });
}

/** The message in a server's payload. */
export function unwrap(dialect: Dialect, payload: Uint8Array): ServerMessage {
  const decoder = createDecoder(payload);
  if (dialect === "hocuspocus") {
    // A ping has no name.
    if (payload.length < 2) return { type: "other" };
    readVarString(decoder);
  }
  switch (readVarUint(decoder)) {
    case 0: {
      const type = (["step1", "step2", "update"] as const)[readVarUint(decoder)];
      if (type === undefined) return { type: "other" };
      return { type, body: readVarUint8Array(decoder) };
    }
    case 1:
      return { type: "presence", body: readVarUint8Array(decoder) };
    case 102:
      return { type: "status", body: readVarUint8Array(decoder) };
    default:
      return { type: "other" };
  }
}

/** Calls `onState` with the client ID and the clock of each entry. */
export function readPresence(
  body: Uint8Array,
  onState: (clientId: number, clock: number) => void,
): void {
  const decoder = createDecoder(body);
  for (let left = readVarUint(decoder); left > 0; left--) {
    onState(readVarUint(decoder), readVarUint(decoder));
    const length = readVarUint(decoder);
    decoder.pos += length;
  }
}

function syncMessage(kind: 0 | 1 | 2, body: Uint8Array): Uint8Array {
  return encoded((encoder) => {
    writeVarUint(encoder, 0);
    writeVarUint(encoder, kind);
    writeVarUint8Array(encoder, body);
  });
}

function encoded(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}

/**
 * The messages of y-websocket, as a closed union, and their bytes. PROTOCOL.md is the prose.
 *
 * One WebSocket frame holds one message from every known client; {@link decodeMessages} reads as
 * many as there are, because newer clients do too. Decoding is total: any bytes give messages or a
 * {@link ProtocolError}. The update and state vector inside a message stay opaque here.
 */

import { encodeUtf8 } from "lib0/string";
import { ByteReader, MalformedBytesError } from "./byte-reader.ts";
import { varUintSize, writeVarUint } from "./byte-writer.ts";
import { ProtocolError } from "./protocol-error.ts";

/** "I have this much": asks the other side for what is missing. */
export interface SyncStep1 {
  readonly type: "syncStep1";
  /** A Yjs state vector. */
  readonly stateVector: Uint8Array;
}

/** The answer to {@link SyncStep1}: what was missing, with every delete. */
export interface SyncStep2 {
  readonly type: "syncStep2";
  /** A Yjs update, v1 encoding. */
  readonly update: Uint8Array;
}

/** A change made now. */
export interface Update {
  readonly type: "update";
  /** A Yjs update, v1 encoding. */
  readonly update: Uint8Array;
}

/** States of people: cursors, names, colours. */
export interface Presence {
  readonly type: "presence";
  /** An awareness update; see `presence.ts`. */
  readonly update: Uint8Array;
}

/** Asks for everybody's presence. */
export interface QueryPresence {
  readonly type: "queryPresence";
}

/** The longest payload of a {@link SyncStatus}: servers keep them until they can be returned. */
export const maxSyncStatusBytes = 1_024;

/**
 * "Is everything on disk?" A client sends it with any payload; the server returns the same payload
 * once every update that it received before is on disk, and not otherwise.
 */
export interface SyncStatus {
  readonly type: "syncStatus";
  readonly payload: Uint8Array;
}

/**
 * Whether edits can be written to disk, from the server to clients that asked to be told. After a
 * failure edits are kept in memory and tried again; no {@link SyncStatus} is returned meanwhile.
 */
export interface StorageStatus {
  readonly type: "storageStatus";
  readonly isFailing: boolean;
}

/**
 * Which history of the document this is, from the server to clients that asked to be told. Deleting
 * and re-creating a document gives another one, which must not be merged with the old.
 */
export interface Generation {
  readonly type: "generation";
  readonly generation: string;
}

/**
 * Why a presence state was left out: nobody else sees it. From the server to clients that asked to be
 * told; the session goes on, and so does what was shown before.
 */
export interface PresenceRefused {
  readonly type: "presenceRefused";
  readonly reason: string;
}

/**
 * What the client may do, and as whom, from the server to clients that asked to be told: at first, and
 * whenever it changes, ends soon, or an update was refused.
 */
export interface AccessMessage {
  readonly type: "access";
  /** See `access.ts`. */
  readonly status: string;
}

/** The longest token, in characters. */
export const maxTokenLength: number = 16 * 1_024;

/** A new token in the place of the one that the client came with, before that expires. */
export interface TokenMessage {
  readonly type: "token";
  readonly token: string;
}

/**
 * The first content of a document: taken in if nobody has written to it yet, and then sent to everybody, its
 * author included. Answered by {@link SeededMessage}.
 */
export interface SeedMessage {
  readonly type: "seed";
  /** A Yjs update, v1 encoding. */
  readonly update: Uint8Array;
}

/** Whether a {@link SeedMessage} was taken in; if so, it is on disk. */
export interface SeededMessage {
  readonly type: "seeded";
  readonly isTaken: boolean;
}

/** The longest payload of an {@link Echo}. */
export const maxEchoBytes = 8;

/**
 * "Are you there?" A client sends it with any payload; the server returns it as soon as it has handled
 * what came before, and asks no disk.
 */
export interface Echo {
  readonly type: "echo";
  readonly payload: Uint8Array;
}

/** A type this version does not know: ignored, with the rest of its frame, and counted. */
export interface UnknownMessage {
  readonly type: "unknown";
  readonly messageType: number;
  /**
   * What follows reads like messages with an update. Where a message of this type ends is not known, so
   * that may be its own body, or an edit that was not understood.
   */
  readonly mayHideUpdate: boolean;
}

/** Everything that travels. */
export type Message =
  | SyncStep1
  | SyncStep2
  | Update
  | Presence
  | QueryPresence
  | SyncStatus
  | StorageStatus
  | Generation
  | PresenceRefused
  | Echo
  | AccessMessage
  | TokenMessage
  | SeedMessage
  | SeededMessage
  | UnknownMessage;

/** A message that this side can write. */
export type OutgoingMessage = Exclude<Message, UnknownMessage>;

const sync = 0;
const presence = 1;
const auth = 2;
const queryPresence = 3;
/** The number that y-sweet's clients use. */
const syncStatus = 102;
const storageStatus = 110;
const generation = 111;
const presenceRefused = 112;
const echo = 113;
const access = 114;
const token = 115;
const seed = 116;
const seeded = 117;
const syncTypes = ["syncStep1", "syncStep2", "update"] as const;

/** The bytes of one message. */
export function encodeMessage(message: OutgoingMessage): Uint8Array {
  const { head, body } = messageParts(message);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** The bytes of one message, for whoever sends a long body from where it lies. */
export interface MessageParts {
  /** The type, and of what comes behind it the length. */
  readonly head: Uint8Array;
  /** The update, state vector or payload as it was given, not copied; empty where there is none. */
  readonly body: Uint8Array;
}

/** The bytes of one message in two parts, which follow one another. */
export function messageParts(message: OutgoingMessage): MessageParts {
  switch (message.type) {
    case "syncStep1":
      return withBody(message.stateVector, sync, 0);
    case "syncStep2":
      return withBody(message.update, sync, 1);
    case "update":
      return withBody(message.update, sync, 2);
    case "presence":
      return withBody(message.update, presence);
    case "queryPresence":
      return { head: Uint8Array.of(queryPresence), body: noBytes };
    case "syncStatus":
      return withBody(message.payload, syncStatus);
    case "storageStatus":
      return { head: Uint8Array.of(storageStatus, message.isFailing ? 1 : 0), body: noBytes };
    case "generation":
      return withBody(encodeUtf8(message.generation), generation);
    case "presenceRefused":
      return withBody(encodeUtf8(message.reason), presenceRefused);
    case "echo":
      return withBody(message.payload, echo);
    case "access":
      return withBody(encodeUtf8(message.status), access);
    case "token":
      return withBody(encodeUtf8(message.token), token);
    case "seed":
      return withBody(message.update, seed);
    case "seeded":
      return { head: Uint8Array.of(seeded, message.isTaken ? 1 : 0), body: noBytes };
    default:
      return message satisfies never;
  }
}

/** What stands before the bytes of an update that is sent as such a message. */
export function updateHead(type: "syncStep2" | "update", byteLength: number): Uint8Array {
  const head = new Uint8Array(2 + varUintSize(byteLength));
  head[0] = sync;
  head[1] = syncTypes.indexOf(type);
  writeVarUint(head, 2, byteLength);
  return head;
}

/** A frame may hold so many messages. Clients send one; a byte each would be millions of objects. */
const mostMessagesPerFrame = 1_024;

/** The messages in one frame, or what is wrong with it. Byte runs share memory with `frame`. */
export function decodeMessages(frame: Uint8Array): readonly Message[] | ProtocolError {
  return readMessages(frame, holdsUpdate);
}

/** `mayHideUpdate` tells of what follows a message of an unknown type. */
function readMessages(
  frame: Uint8Array,
  mayHideUpdate: (rest: Uint8Array) => boolean,
): readonly Message[] | ProtocolError {
  const reader = new ByteReader(frame);
  const messages: Message[] = [];
  try {
    do {
      const message = decodeMessage(reader, mayHideUpdate);
      if (messages.push(message) > mostMessagesPerFrame) {
        throw new MalformedBytesError(`more than ${mostMessagesPerFrame} in a frame`);
      }
      if (message.type === "unknown") break;
    } while (!reader.isAtEnd);
  } catch (cause) {
    if (!(cause instanceof MalformedBytesError)) throw cause;
    return new ProtocolError("malformedFrame", `a message could not be decoded: ${cause.message}`, {
      cause,
    });
  }
  return messages;
}

function decodeMessage(reader: ByteReader, mayHideUpdate: (rest: Uint8Array) => boolean): Message {
  const messageType = reader.varUint();
  switch (messageType) {
    case sync:
      return decodeSync(reader);
    case presence:
      return { type: "presence", update: reader.varBytes() };
    case queryPresence:
      return { type: "queryPresence" };
    case syncStatus:
      return { type: "syncStatus", payload: payloadOf(reader, "SyncStatus", maxSyncStatusBytes) };
    case storageStatus:
      return { type: "storageStatus", isFailing: reader.varUint() !== 0 };
    case generation:
      return { type: "generation", generation: reader.varString() };
    case presenceRefused:
      return { type: "presenceRefused", reason: reader.varString() };
    case echo:
      return { type: "echo", payload: payloadOf(reader, "Echo", maxEchoBytes) };
    case access:
      return { type: "access", status: reader.varString() };
    case token: {
      const text = reader.varString();
      if (text.length > maxTokenLength) throw new MalformedBytesError("a token is too long");
      return { type: "token", token: text };
    }
    case seed:
      return { type: "seed", update: reader.varBytes() };
    case seeded:
      return { type: "seeded", isTaken: reader.varUint() !== 0 };
    case auth: // a server's word to a client; from a client it has no meaning
    default: {
      const rest = reader.bytes.subarray(reader.position);
      return { type: "unknown", messageType, mayHideUpdate: mayHideUpdate(rest) };
    }
  }
}

function holdsUpdate(bytes: Uint8Array): boolean {
  // An update is at least five bytes, with the type and length of its message.
  if (bytes.length < 5 || bytes[0] !== sync) return false;
  const messages = readMessages(bytes, () => false);
  if (messages instanceof ProtocolError) return false;
  return messages.some(({ type }) => type === "update" || type === "syncStep2");
}

function payloadOf(reader: ByteReader, name: string, maxBytes: number): Uint8Array {
  const payload = reader.varBytes();
  if (payload.length <= maxBytes) return payload;
  throw new MalformedBytesError(
    `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name} has more than ${maxBytes} bytes`,
  );
}

function decodeSync(reader: ByteReader): SyncStep1 | SyncStep2 | Update {
  const type = syncTypes[reader.varUint()];
  switch (type) {
    case "syncStep1":
      return { type, stateVector: reader.varBytes() };
    case "syncStep2":
    case "update":
      return { type, update: reader.varBytes() };
    case undefined:
      throw new MalformedBytesError("a sync message has an unknown type");
    default:
      return type satisfies never;
  }
}

const noBytes = new Uint8Array();

/** Types are below 128, so they take one byte each. */
function withBody(body: Uint8Array, type: number, subtype?: number): MessageParts {
  const lengthAt = subtype === undefined ? 1 : 2;
  const head = new Uint8Array(lengthAt + varUintSize(body.length));
  head[0] = type;
  if (subtype !== undefined) head[1] = subtype;
  writeVarUint(head, lengthAt, body.length);
  return { head, body };
}

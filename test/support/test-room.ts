/** Rooms without sockets, on a memory store and a clock that a test moves. */

import { memoryStore, type ServerEvent, type SyncServerOptions } from "@coscribe/server";
import { openGrant, type Grant } from "@coscribe/server/internal/access/grant";
import type { StateVector } from "@coscribe/server/internal/update/state-vector";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { Frame, type Bundle } from "@coscribe/server/internal/connection/frame";
import type { FrameSource } from "@coscribe/server/internal/connection/transfers";
import { Library } from "@coscribe/server/internal/library/library";
import { normaliseOptions } from "@coscribe/server/internal/options";
import type { HandOut, Member } from "@coscribe/server/internal/room/member";
import type { Room } from "@coscribe/server/internal/room/room";
import { Rooms } from "@coscribe/server/internal/room/rooms";
import {
  decodeMessages,
  parseDocumentName,
  ProtocolError,
  type CloseCodeName,
  type Message,
} from "@coscribe/shared";
import * as Y from "yjs";
import { SimClock } from "./sim-clock.ts";
import { messageOf } from "./message-of.ts";

/** Rooms and what they have told. */
export interface TestRooms {
  readonly rooms: Rooms;
  readonly library: Library;
  readonly clock: SimClock;
  readonly events: ServerEvent[];
  /** The room of the document `name`, entered by a new member. */
  enter(name?: string): Promise<{ room: Room; member: TestMember }>;
}

/** See the head of this file. */
export function testRooms(options: Partial<SyncServerOptions> = {}): TestRooms {
  const clock = new SimClock();
  const events: ServerEvent[] = [];
  const settings = normaliseOptions({
    store: memoryStore(),
    clock,
    background: inlineBackground,
    onEvent: (event) => events.push(event),
    ...options,
  });
  const rooms = new Rooms(settings);
  return {
    rooms,
    library: new Library(settings, rooms),
    clock,
    events,
    async enter(name = "doc") {
      const member = new TestMember();
      const room = await rooms.enter(parseDocumentName(name), member);
      member.room = room;
      return { room, member };
    },
  };
}

/** What somebody with this vector is sent of a room's document when joining, in order. */
export function answerOf(room: Room, vector: StateVector = new Map()): readonly Frame[] {
  const frames: Frame[] = [];
  const reader = { vector, inflates: false, last: "syncStep2" } as const;
  const ignore = (): void => undefined;
  void room.joining.answer(reader, ignore, (answer) => {
    for (let next = answer.next(); next instanceof Frame; next = answer.next()) frames.push(next);
    return undefined;
  });
  return frames;
}

/** Somebody in a room: writes with a document of its own and keeps what it is sent. */
export class TestMember implements Member {
  grant: Grant = openGrant;
  readonly doc = new Y.Doc();
  readonly received: Message[] = [];
  room: Room | undefined;
  generation: string | undefined;
  readonly isBehind = false;
  readonly presenceRefusals: string[] = [];
  isExpelled = false;
  hasRoomFailed = false;
  isSentAwayForDamage = false;
  isStorageFailing = false;
  #isAnswering = false;

  constructor() {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) void this.room?.submit(update, this);
    });
  }

  /** The text that this member writes and reads. */
  get text(): Y.Text {
    return this.doc.getText("text");
  }

  /** The updates among what it received. */
  get updates(): readonly Message[] {
    return this.received.filter(({ type }) => type === "update");
  }

  deliver({ frames }: Bundle): void {
    if (!this.#isAnswering) for (const frame of frames) this.take(frame);
  }

  deliverLarge(change: HandOut): void {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    void this.#takeAll(change(false, () => (this.#isAnswering = false)));
  }

  async #takeAll(source: FrameSource): Promise<void> {
    for (let next = source.next(); next !== undefined; next = source.next()) {
      if (next instanceof Frame) this.take(next);
      // oxlint-disable-next-line no-await-in-loop -- it is asked again then
      else await next;
    }
  }

  /** Takes in what a frame holds. */
  take(frame: Frame): void {
    const messages = decodeMessages(messageOf(frame));
    if (messages instanceof ProtocolError) throw messages;
    for (const message of messages) {
      this.received.push(message);
      if (message.type === "update" || message.type === "syncStep2")
        Y.applyUpdate(this.doc, message.update, this);
    }
  }

  challenge(): void {
    // It is alive, and a test that wants a dead member removes it.
  }

  presenceRefused(reason: string): void {
    this.presenceRefusals.push(reason);
  }

  storageChanged(isFailing: boolean): void {
    this.isStorageFailing = isFailing;
  }

  generationKnown(generation: string): void {
    this.generation = generation;
  }

  failed(cause: unknown): void {
    throw cause;
  }

  end(code: CloseCodeName): void {
    if (code === "documentDeleted") this.isExpelled = true;
    else if (code === "documentDamaged") {
      this.isSentAwayForDamage = true;
      this.room?.leave(this);
    } else this.hasRoomFailed = true;
  }
}

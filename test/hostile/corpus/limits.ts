/**
 * What is legal and as much as a limit allows: one message, or a document of the largest size. Each
 * takes place in documents of its own.
 */

import type { RawPeer } from "../../support/raw-peer.ts";
import {
  anyValues,
  contents,
  frame,
  frameHeads,
  item,
  join,
  maskedFrame,
  messages,
  presence,
  repeat,
  stateVector,
  update,
  varUint,
} from "../bytes.ts";

/** One thing that somebody does, to be done when everything before it has come to rest. */
export interface Edge {
  readonly name: string;
  /** Does it in the document `name`. */
  readonly act: (enter: (name: string) => Promise<RawPeer>, name: string) => Promise<void>;
}

/** Just below `maxFrameBytes`. */
const wholeMessage = 33_000_000;

/** Sends `payload`, and waits until it is saved, or has been handled where there is nothing to save. */
async function handle(peer: RawPeer, payload: Uint8Array): Promise<void> {
  const seen = peer.messages.length;
  peer.write(maskedFrame(frameHeads.binary, payload));
  peer.write(frame(frameHeads.binary, messages.syncStatus(Uint8Array.of(1))));
  const isSaved = (): boolean => peer.messages.slice(seen).some(([type]) => type === 102);
  while (peer.closed === undefined && !isSaved()) await aMoment(5);
  if (peer.closed !== undefined) throw new Error(`closed: ${peer.closed.reason}`);
}

/** Asks for what a peer with this vector misses, and waits for the answer. */
async function ask(peer: RawPeer, vector: Uint8Array): Promise<void> {
  const seen = peer.messages.length;
  peer.write(frame(frameHeads.binary, messages.syncStep1(vector)));
  const isAnswered = (): boolean =>
    peer.closed !== undefined ||
    peer.messages.slice(seen).some(([type, kind]) => type === 0 && kind === 1);
  while (!isAnswered()) await aMoment(5);
}

function aMoment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A letter of each of `count` clients. */
function letterOfEach(count: number): Uint8Array {
  const clients = Array.from({ length: count }, (_, index) => {
    return Buffer.concat([Buffer.from([1, ...varUint(10 + count - index), 0]), item(letter)]);
  });
  return messages.update(join(varUint(count), Buffer.concat(clients), 0));
}

/** Deletes them. */
function deletedOfEach(count: number): Uint8Array {
  const clients = Array.from({ length: count }, (_, index) => {
    return Buffer.from([...varUint(10 + count - index), 1, 0, 1]);
  });
  return messages.update(join(0, varUint(count), Buffer.concat(clients)));
}

/** Structs of client 1; there may be millions. */
function structs(count: number, structAt: (clock: number) => Uint8Array): Uint8Array {
  const all = Buffer.concat(Array.from({ length: count }, (_, clock) => structAt(clock)));
  return messages.update(join(1, varUint(count), 1, 0, all, 0));
}

/** A text of client 1 from `clock` on. */
function text(length: number, clock = 0): Uint8Array {
  const place = clock === 0 ? {} : { origin: { client: 1, clock: clock - 1 } };
  const letters = item(contents.string(repeat(join(120), length)), place);
  return messages.update(update([{ client: 1, clock, structs: [letters] }]));
}

/** Deletes every second letter of client 1; there may be millions. */
function holes(count: number): Uint8Array {
  const ranges = Array.from({ length: count }, (_, at) => Buffer.from([...varUint(at * 2), 1]));
  return messages.update(join(0, 1, 1, varUint(count), Buffer.concat(ranges)));
}

const letter = contents.string("x");

/** See the head of this file. */
export const edges: readonly Edge[] = [
  {
    name: "400,000 deleted ranges",
    act: async (enter, name) => {
      const peer = await enter(name);
      await handle(peer, text(900_000));
      await handle(peer, holes(400_000));
      for (let left = 20; left > 0; left--) await ask(peer, stateVector([[1, 900_000]]));
      await handle(peer, messages.update(update([], [{ client: 1, ranges: [[3, 800_000]] }])));
      peer.destroy();
    },
  },
  {
    name: "6,000,000 deleted ranges",
    act: async (enter, name) => {
      const peer = await enter(name);
      await handle(peer, text(14_000_000));
      await handle(peer, holes(6_000_000));
      peer.destroy();
    },
  },
  {
    name: "3,000,000 letters, each for itself",
    act: async (enter, name) => {
      const peer = await enter(name);
      const next = (clock: number): Uint8Array => {
        return Buffer.from([0x84, 1, ...varUint(clock - 1), 1, 120]);
      };
      await handle(
        peer,
        structs(3_000_000, (clock) => (clock === 0 ? item(letter) : next(clock))),
      );
      peer.destroy();
    },
  },
  {
    name: "900,000 types, and a page pasted behind them",
    act: async (enter, name) => {
      const peer = await enter(name);
      const type = item(contents.type(0));
      await handle(
        peer,
        structs(900_000, () => type),
      );
      const pasted = item(contents.string("y".repeat(100_000)));
      await handle(peer, messages.update(update([{ client: 2, structs: [pasted] }])));
      peer.destroy();
    },
  },
  {
    name: "1,000,000 changes of place",
    act: async (enter, name) => {
      const peer = await enter(name);
      const places = [item(letter, { parent: "a" }), item(letter, { parent: "b" })] as const;
      await handle(
        peer,
        structs(1_000_000, (clock) => places[clock % 2 === 0 ? 0 : 1]),
      );
      peer.destroy();
    },
  },
  {
    name: "40,000 clients, and all that they wrote deleted",
    act: async (enter, name) => {
      const peer = await enter(name);
      await handle(peer, letterOfEach(40_000));
      await handle(peer, deletedOfEach(40_000));
      peer.destroy();
    },
  },
  {
    name: "1,900,000 keys",
    act: async (enter, name) => {
      const peer = await enter(name);
      const value = contents.any([anyValues.true]);
      await handle(
        peer,
        structs(1_900_000, (clock) => item(value, { parent: "map", key: clock.toString(36) })),
      );
      peer.destroy();
    },
  },
  {
    name: "800,000 types, nested 250 deep",
    act: async (enter, name) => {
      const peer = await enter(name);
      const outer = item(contents.type(0));
      const inner = (clock: number): Uint8Array => {
        return Buffer.from([7, 0, 1, ...varUint(clock - 1), 0]);
      };
      await handle(
        peer,
        structs(800_000, (clock) => (clock % 250 === 0 ? outer : inner(clock))),
      );
      peer.destroy();
    },
  },
  {
    name: "presence of 60 sessions, each at its limit",
    act: async (enter, name) => {
      const peers: RawPeer[] = [];
      // oxlint-disable-next-line no-await-in-loop
      for (let left = 60; left > 0; left--) peers.push(await enter(name));
      const state = JSON.stringify({ picture: "x".repeat(64_000) });
      for (let clock = 1; clock <= 3; clock++) {
        for (const [index, peer] of peers.entries()) {
          const shown = presence([{ client: 100 + index, clock, state }]);
          peer.write(maskedFrame(frameHeads.binary, messages.presence(shown)));
        }
        // oxlint-disable-next-line no-await-in-loop
        await aMoment(700);
      }
      for (const peer of peers) peer.destroy();
    },
  },
  {
    name: "presence of 10,000 clients in one message",
    act: async (enter, name) => {
      const reader = await enter(name);
      const peer = await enter(name);
      const shown = Array.from({ length: 10_000 }, (_, index) => {
        return { client: 100 + index, clock: 1, state: "{}" };
      });
      peer.write(maskedFrame(frameHeads.binary, messages.presence(presence(shown))));
      await aMoment(700);
      peer.destroy();
      reader.destroy();
    },
  },
  {
    name: "one text of a whole message",
    act: async (enter, name) => {
      const peer = await enter(name);
      await handle(peer, text(wholeMessage));
      peer.destroy();
    },
  },
  {
    name: "a text of 64 MB, compacted, closed and opened again",
    act: async (enter, name) => {
      const peer = await enter(name);
      await handle(peer, text(wholeMessage));
      await handle(peer, text(64_000_000 - wholeMessage, wholeMessage));
      // It is compacted while somebody is there; closing would not wait for that.
      await aMoment(4_000);
      peer.destroy();
    },
  },
];

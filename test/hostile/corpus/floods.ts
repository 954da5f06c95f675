/**
 * What is legal, or nearly so, and heavy: meant to keep the server busy, or to fill its memory. Each
 * goes on until it is told to stop.
 */

import { connect } from "node:net";
import type { RawPeer } from "../../support/raw-peer.ts";
import {
  contents,
  frame,
  frameHeads,
  gc,
  item,
  join,
  messages,
  presence,
  repeat,
  stateVector,
  update,
  updateOf,
  type Structs,
} from "../bytes.ts";
import { isLong } from "../seeds.ts";

/** A server under attack. */
export interface Target {
  readonly port: number;
  /** Connects to a document, and reads what it is greeted with. */
  enter(name: string): Promise<RawPeer>;
}

/** One round of a flood; it is repeated. */
export interface Flood {
  readonly name: string;
  readonly round: (target: Target, round: number) => Promise<void>;
}

const letter = contents.string("x");

function send(peer: RawPeer, payload: Uint8Array): void {
  peer.write(frame(frameHeads.binary, payload));
}

/** Resolves when everything sent so far has been handled, or the connection has ended. */
async function handled(peer: RawPeer): Promise<void> {
  const seen = peer.messages.length;
  send(peer, messages.syncStep1(stateVector([[1, 2 ** 40]])));
  const isHandled = (): boolean =>
    peer.closed !== undefined ||
    peer.messages.slice(seen).some(([type, kind]) => type === 0 && kind === 1);
  while (!isHandled()) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function sendAll(
  target: Target,
  name: string,
  payloads: readonly Uint8Array[],
): Promise<void> {
  const peer = await target.enter(name);
  for (const payload of payloads) send(peer, payload);
  await handled(peer);
  peer.destroy();
}

/** A text of a million letters, and 100,000 deletes of one letter each, from back to front. */
function deleteBomb(): Uint8Array[] {
  const ranges = Array.from({ length: 100_000 }, (_, index) => [999_990 - index * 9, 1] as const);
  return [
    messages.update(updateOf(1, item(contents.string(repeat(join(120), 1_000_000))))),
    messages.update(update([], [{ client: 1, ranges }])),
  ];
}

/** Structs of two clients, each on the last one of the other, so that they complete one by one. */
function zigzag(length: number): Uint8Array {
  const run = (client: number, other: number, lead: number): Structs => ({
    client,
    structs: Array.from({ length }, (_, clock) => {
      const before = clock - lead;
      return item(letter, before < 0 ? {} : { origin: { client: other, clock: before } });
    }),
  });
  const waiters = Array.from({ length }, (_, index) => ({
    client: 10 + index,
    structs: [item(letter, { origin: { client: 1, clock: length - 1 - index } })],
  }));
  return update([run(1, 2, 1), run(2, 1, 0), ...waiters]);
}

function manyClients(count: number, first: number): Uint8Array {
  const runs = Array.from({ length: count }, (_, index) => ({
    client: first + index,
    structs: [item(letter)],
  }));
  return update(runs);
}

/** As many structs as fit in what is screened on the main loop. */
const tinyStructs = update([
  { client: 1, structs: Array.from({ length: 26_000 }, () => item(letter)) },
]);

/** They are read at the pace that is allowed, some 5,000 a second. */
const pings = isLong ? 80_000 : 10_000;

/** See the head of this file. */
export const floods: readonly Flood[] = [
  {
    name: "100,000 deletes, back to front",
    round: async (target, round) => sendAll(target, `bomb-${round}`, deleteBomb()),
  },
  {
    name: "echoes",
    round: async (target, round) =>
      sendAll(target, `echo-${round}`, Array(2_000).fill(messages.echo(Buffer.from("are you?")))),
  },
  {
    name: "updates of 260 KB with 26,000 structs",
    round: async (target, round) =>
      sendAll(target, `tiny-${round}`, Array(40).fill(messages.update(tinyStructs))),
  },
  {
    name: "structs that complete one another",
    round: async (target, round) =>
      sendAll(target, `zigzag-${round}`, [messages.update(zigzag(5_000))]),
  },
  {
    name: "5,000 new clients a message",
    round: async (target, round) =>
      sendAll(target, "clients", [messages.update(manyClients(5_000, 1 + round * 5_000))]),
  },
  {
    name: "gaps that never close",
    round: async (target) => {
      const gaps = Array.from({ length: 5_000 }, (_, index) => {
        return messages.update(update([{ client: 10 + index, clock: 1, structs: [gc(1)] }]));
      });
      await sendAll(target, "gaps", gaps);
    },
  },
  {
    name: "32 MB of noise a message",
    round: async (target) =>
      sendAll(target, "noise", [messages.update(repeat(join(200), 2 ** 25 - 100))]),
  },
  {
    name: "a document of 100,000 deleted ranges, asked for and added to",
    round: async (target, round) => {
      const name = "ranges";
      const length = 200_000;
      const ranges = Array.from({ length: length / 2 }, (_, index) => [index * 2, 1] as const);
      const write = [
        messages.update(updateOf(1, item(contents.string(repeat(join(120), length))))),
        messages.update(update([], [{ client: 1, ranges }])),
      ];
      const add = Array.from({ length: 20 }, (_, index) => {
        const first = (round * 20 + index) * 32;
        const added = Array.from({ length: 16 }, (__, at) => [first + at * 2 + 1, 1] as const);
        return messages.update(update([], [{ client: 1, ranges: added }]));
      });
      const ask = Array.from({ length: 20 }, () => messages.syncStep1(stateVector([[1, length]])));
      await sendAll(target, name, [...(round === 0 ? write : []), ...add, ...ask]);
    },
  },
  {
    name: "200,000 deleted ranges in one message, and single ones in each of them",
    round: async (target, round) => {
      const length = 400_000;
      const ranges = Array.from({ length: length / 2 }, (_, index) => [index * 2, 1] as const);
      const singles = Array.from({ length: 200 }, (_, index) => {
        return messages.update(update([], [{ client: 1, ranges: [[index * 2_000 + 1, 1]] }]));
      });
      await sendAll(target, `many-ranges-${round}`, [
        messages.update(updateOf(1, item(contents.string(repeat(join(120), length))))),
        messages.update(update([], [{ client: 1, ranges }])),
        ...singles,
        messages.update(update([], [{ client: 1, ranges: [[0, length]] }])),
      ]);
    },
  },
  {
    name: "large updates of several at once",
    round: async (target, round) => {
      const text = messages.update(
        updateOf(1, item(contents.string(repeat(join(120), 8_000_000)))),
      );
      const names = Array.from({ length: 4 }, (_, index) => `large-${round}-${index}`);
      await Promise.all(names.map(async (name) => sendAll(target, name, [text])));
    },
  },
  {
    name: "20,000 deletes of everything, where half is deleted already",
    round: async (target, round) => {
      const length = 100_000;
      const odd = Array.from({ length: length / 2 }, (_, index) => [index * 2 + 1, 1] as const);
      const everything = Array.from({ length: 20_000 }, () => [0, length] as const);
      await sendAll(target, `everything-${round}`, [
        messages.update(updateOf(1, item(contents.string(repeat(join(120), length))))),
        messages.update(update([], [{ client: 1, ranges: odd }])),
        messages.update(update([], [{ client: 1, ranges: everything }])),
      ]);
    },
  },
  {
    name: "presence, thousands of times",
    round: async (target) => {
      const states = Array.from({ length: 5_000 }, (_, clock) => {
        const state = JSON.stringify({ name: "x".repeat(8_000) });
        return messages.presence(presence([{ client: 9, clock: clock + 1, state }]));
      });
      await sendAll(target, "presence", states);
    },
  },
  {
    name: "a thousand messages in one, hundreds of times",
    round: async (target) =>
      sendAll(
        target,
        "many",
        Array.from({ length: 300 }, () => repeat(messages.syncStep1(stateVector([[1, 1]])), 1_000)),
      ),
  },
  {
    name: "pings that are answered to nobody",
    round: async (target) => {
      const peer = await target.enter("pings");
      peer.pause();
      for (let left = pings; left > 0; left -= 10_000) {
        peer.write(repeat(frame(frameHeads.ping, new Uint8Array(125)), 10_000));
      }
      peer.resume();
      await handled(peer);
      peer.destroy();
    },
  },
  {
    name: "200 handshakes that are never finished",
    round: async ({ port }) => {
      const sockets = Array.from({ length: 200 }, () => connect({ host: "127.0.0.1", port }));
      for (const socket of sockets) {
        socket.on("error", () => undefined);
        socket.write("GET /slow HTTP/1.1\r\nHost: local");
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const socket of sockets) socket.destroy();
    },
  },
  {
    name: "connections that come and go",
    round: async (target) => {
      const names = Array.from({ length: 100 }, (_, index) => `coming-${index}`);
      const peers = await Promise.all(names.map(async (name) => target.enter(name)));
      for (const peer of peers) peer.destroy();
    },
  },
];

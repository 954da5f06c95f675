/** Random frames on raw connections to the real server, among them honest messages, damaged. */

import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { Random } from "../support/random.ts";
import { RawPeer } from "../support/raw-peer.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";
import {
  contents,
  frame,
  frameHeads,
  item,
  join,
  messages,
  presence,
  stateVector,
  updateOf,
} from "./bytes.ts";
import { HonestPeer, stateOf } from "./honest-peer.ts";
import { mutate } from "./mutate.ts";
import { expectUsable } from "./oracle.ts";
import { lots, seeds } from "./seeds.ts";

/** The number of errors in the server's log. */
const errorLevel = 50;

function randomMessage(random: Random): Uint8Array {
  const message = random.pick([
    messages.syncStep1(stateVector([[1, 3]])),
    messages.update(updateOf(random.below(50), item(contents.string("hello")))),
    messages.syncStep2(updateOf(random.below(50), item(contents.embed('{"a":[1,2]}')))),
    messages.presence(presence([{ client: 5, clock: random.below(9), state: '{"name":"x"}' }])),
    messages.queryPresence,
    messages.syncStatus(Buffer.from("?")),
  ]);
  return random.chance(0.5) ? mutate(message, random) : message;
}

function randomBytes(random: Random): Uint8Array {
  const head = random.chance(0.7)
    ? frameHeads.binary
    : random.chance(0.7)
      ? random.pick(Object.values(frameHeads))
      : random.below(256);
  const payload = random.chance(0.9) ? randomMessage(random) : new Uint8Array(random.below(300));
  const length = random.chance(0.95) ? payload.length : random.pick([0, 1, 2 ** 16, 2 ** 40]);
  const bytes = frame(head, payload, length);
  return random.chance(0.05) ? mutate(bytes, random) : bytes;
}

async function live(port: number, seed: number): Promise<void> {
  const random = new Random(seed);
  const name = `document-${seed}`;
  const honest = await HonestPeer.join(port, name, 1_000);
  honest.write("honest text");
  const mallory = new RawPeer(port, `/${name}`);
  await mallory.opened();
  for (let left = 1 + random.below(8); left > 0; left--) mallory.write(randomBytes(random));
  // Whatever the frames before it have come to, these close the connection.
  mallory.write(join(frame(frameHeads.text, join(1)), frame(3, join(1)), new Uint8Array(600)));
  if (random.chance(0.5))
    await until("the end", () => mallory.closed !== undefined, 500).catch(() => undefined);
  mallory.destroy();
  honest.write(", and more");
  await until("the honest edit", async () => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, await stateOf(port, name));
    expectUsable(copy);
    return copy.getText("text").toString().includes(", and more");
  });
  honest.leave();
}

describe("random frames", () => {
  it.each(lots(seeds(200, 10_000), 200))(
    "H5 leave the server and the document as they should be (from seed %i on)",
    async (...lot) => {
      const server = await startServer(temporaryFolder());
      const port = Number(new URL(server.url).port);
      const left = [...lot];
      const lanes = Array.from({ length: 6 }, async () => {
        for (let seed = left.pop(); seed !== undefined; seed = left.pop()) {
          const failed = seed;
          await live(port, seed).catch((cause: unknown) => {
            throw new Error(`seed ${failed} failed`, { cause });
          });
        }
      });
      await Promise.all(lanes);
      expect(server.log.filter(({ level }) => Number(level) >= errorLevel)).toEqual([]);
      expect(server.process.exitCode).toBeNull();
    },
    120_000,
  );

  it("H5 pings are answered; of many that nobody reads, at least the latest", async () => {
    const server = await startServer(temporaryFolder());
    const socket = new WebSocket(`${server.url}/document`);
    onTestFinished(() => socket.terminate());
    const answers: string[] = [];
    socket.on("pong", (data) => answers.push(data.toString()));
    await once(socket, "open");
    socket.ping("alone");
    await until("the answer", () => answers.includes("alone"));
    socket.pause();
    for (let count = 1; count <= 50_000; count++) socket.ping(`${count} ${"x".repeat(100)}`);
    socket.resume();
    await until("the latest answer", () => answers.at(-1)?.startsWith("50000 ") ?? false);
  });
});

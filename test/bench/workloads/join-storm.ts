/**
 * The worst moment of a large document: everybody opens it at once, as after a restart or a link in
 * a mail, while one person goes on typing and another reads along.
 */

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../support/random.ts";
import { readArrivals } from "../clients/arrivals.ts";
import { documentOf, expectDocument, expectSame } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { prepareLarge, readLarge } from "../histories/large.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import { quantile } from "../statistics.ts";
import { recordTyping, type Keystroke } from "../histories/typist.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const document = "large";
const joiners = 150;
/** So many joiners keep what they are sent, and are checked; the others count bytes. */
const checked = 2;
/** Messages above are counted, not kept: pieces of the document. */
const skipAbove = 100_000;
const keyEveryMs = 50;
/** Typing goes on for so long when everybody is in. */
const afterwardsMs = 1_000;

/** See the head of this file. */
export const joinStorm: Workload = {
  name: "join-storm",
  title: `${joiners} clients join one document of 20 MB at once while one person types`,
  contestants: ["y-websocket", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "seconds", title: "until all are in", unit: "s" },
    { key: "growth", title: "memory on top, at most", unit: "MB" },
    { key: "latencyP99", title: "typing latency p99", unit: "ms" },
    { key: "cpu", title: "server CPU", unit: "s" },
    { key: "stallMax", title: "event-loop stall max", unit: "ms" },
    { key: "driverCpu", title: "driver CPU", unit: "%" },
  ],
  targets: [
    { metric: "seconds", atMost: 3 },
    { metric: "growth", atMost: 150 },
    { metric: "latencyP99", atMost: 100 },
  ],
  prepare: prepareLarge,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const state = readLarge();
  const server = await stage.startServer();
  const writer = await DocumentClient.join(server, document, { keepsUpdates: false });
  writer.write(state);
  await server.idle();
  const reader = await DocumentClient.join(server, document, { skipAbove });
  const typing = recordTyping(state, 1, 1_000, 4_000, new Random(6));
  await server.idle(2_000);

  const typist = new Typist(writer, typing.keystrokes);
  const recording = reader.raw.record();
  server.resetPeak();
  const before = server.memory.now;
  const finish = await server.measure({ ...stage.observation, loopDelay: true });
  const startedAt = performance.now();
  typist.start();
  const clients = await Promise.all(
    Array.from({ length: joiners }, (_, index) =>
      DocumentClient.join(
        server,
        document,
        index < checked ? {} : { skipAbove, keepsUpdates: false },
      ),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const measured = await finish();
  const { peak } = server.memory;
  await sleep(afterwardsMs);
  const typed = typist.stop();
  await server.idle();

  const { dialect } = stage.contestant;
  const insertions = typist.insertions;
  const sent = [{ clientId: typing.clientId, insertions, presenceClock: undefined }];
  const { latenciesMs } = readArrivals(recording, dialect, sent, startedAt);
  check(server, clients, state, typed);
  await expectDocument(server, document, documentOf([state, ...typed]));
  return {
    seconds,
    growth: (peak - before) / 2 ** 20,
    latencyP99: quantile(latenciesMs, 0.99),
    cpu: measured.cpuMs / 1_000,
    stallMax: measured.loopDelay.maxMs,
    driverCpu: (measured.driverMs / measured.wallMs) * 100,
  };
}

function check(
  { contestant }: ServerProcess,
  clients: readonly DocumentClient[],
  state: Uint8Array,
  typed: readonly Uint8Array[],
): void {
  const expected = documentOf([state, ...typed]);
  for (const client of clients.slice(0, checked)) {
    expectSame(client.document(), expected, "what a joiner received");
  }
  for (const { raw, stateBytes } of clients) {
    if (raw.ended !== undefined || stateBytes < state.length) {
      throw new Error(`a joiner of ${contestant.name} got ${stateBytes} bytes: ${raw.ended}`);
    }
  }
}

/** Presses a key at even intervals. */
class Typist {
  /** What was sent when, as `readArrivals` takes it. */
  readonly insertions: { reach: number; at: number }[] = [];
  readonly #client: DocumentClient;
  readonly #keystrokes: readonly Keystroke[];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(client: DocumentClient, keystrokes: readonly Keystroke[]) {
    this.#client = client;
    this.#keystrokes = keystrokes;
  }

  start(): void {
    this.#timer = setInterval(() => this.#press(), keyEveryMs);
  }

  /** Returns what was typed. */
  stop(): readonly Uint8Array[] {
    clearInterval(this.#timer);
    return this.#keystrokes.slice(0, this.#next).map(({ update }) => update);
  }

  #press(): void {
    const keystroke = this.#keystrokes[this.#next++];
    if (keystroke === undefined) throw new Error("the typist has run out of keys");
    this.#client.write(keystroke.update);
    const { reach } = keystroke;
    if (reach !== undefined) this.insertions.push({ reach, at: performance.now() });
  }
}

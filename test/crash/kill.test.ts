/**
 * kill -9 at random moments: while typing, compacting, loading, unloading, shutting down, and within
 * the first second after a start. What was acknowledged must be there afterwards, for a client that
 * has never seen it. `SEED=n` replays the same choices (not the same timing); 10 kills in `npm
 * test`, 1,000 in `npm run test:long`, or as many as `KILLS` says.
 */

import { expect, it, onTestFinished } from "vitest";
import { LedgerClient } from "../support/ledger-client.ts";
import { Random } from "../support/random.ts";
import { startRestlessServer, startServer, type ServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const kills = Number(process.env["KILLS"] ?? (isLong ? 1_000 : 10));
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** After so many kills other documents are written, so that they stay of a size that people write. */
const killsPerDocument = 50;

/** The documents of a round. */
function documentsOf(round: number): readonly string[] {
  const era = Math.floor(round / killsPerDocument);
  return ["one", "two", "three"].map((name) => `${name} ${era}`);
}

it(
  `R16 nothing acknowledged is lost in ${kills} kills (seed ${seed})`,
  { timeout: kills * 20_000, retry: 0 },
  async () => {
    const random = new Random(seed);
    const data = temporaryFolder();
    const ledger = new Map<string, Set<string>>();
    const moments = new Map<string, number>();
    for (let round = 0; round < kills; round++) {
      const server = await (random.chance(0.5) ? startServer(data) : startRestlessServer(data));
      const moment = await liveAndDie(server, random, round, ledger);
      moments.set(moment, (moments.get(moment) ?? 0) + 1);
      if ((round + 1) % 100 === 0) console.log(`${round + 1} of ${kills} kills`);
    }
    const lost = await findLost(await startServer(data), ledger);
    const acknowledged = [...ledger.values()].reduce((sum, entries) => sum + entries.size, 0);
    const where = [...moments].map(([moment, count]) => `${count} ${moment}`).join(", ");
    console.log(
      `${acknowledged} edits acknowledged, ${kills} kills (${where}), ${lost.length} lost`,
    );
    expect(lost).toEqual([]);
    expect(acknowledged).toBeGreaterThan(kills * 2);
  },
);

/** One life of a server: some clients write, the ledger grows, and at some moment it is killed. */
async function liveAndDie(
  server: ServerProcess,
  random: Random,
  round: number,
  ledger: Map<string, Set<string>>,
): Promise<string> {
  if (random.chance(0.15)) {
    // Its clients are just coming in: documents are being loaded.
    const early = clientsOn(server, random, round, 6);
    await pause(random.below(150));
    await server.stop("SIGKILL");
    take(early, ledger);
    return "while loading";
  }
  const clients = clientsOn(server, random, round, 1 + random.below(4));
  await until("the clients to sync", () => clients.every(({ client }) => client.isSynced));
  for (const { name, client } of clients) {
    const { entries } = client;
    const missing = [...(ledger.get(name) ?? [])].filter((entry) => !entries.has(entry));
    expect(missing, `lost in round ${round}`).toEqual([]);
  }
  const size = random.pick([5, 100, 4_000]);
  const edits = 20 + random.below(80);
  for (let edit = 0; edit < edits; edit++) {
    random.pick(clients).client.write(size);
    if (random.chance(0.3)) await pause(random.below(12));
  }
  const moment = random.pick(["while typing", "while typing", "while unloading", "while stopping"]);
  if (moment === "while unloading") {
    await pause(300);
    take(clients, ledger);
    await pause(random.below(200));
  } else if (moment === "while stopping") {
    server.process.kill("SIGTERM");
    await pause(random.below(30));
  }
  await server.stop("SIGKILL");
  take(clients, ledger);
  return moment;
}

interface NamedClient {
  readonly name: string;
  readonly client: LedgerClient;
}

function clientsOn(
  server: ServerProcess,
  random: Random,
  round: number,
  count: number,
): readonly NamedClient[] {
  return Array.from({ length: count }, (_, index) => {
    const name = random.pick(documentsOf(round));
    return { name, client: new LedgerClient(`${server.url}/${name}`, `${round}-${index}`) };
  });
}

/** Writes what the clients know to be acknowledged into the ledger, and ends them. */
function take(clients: readonly NamedClient[], ledger: Map<string, Set<string>>): void {
  for (const { name, client } of clients) {
    const known = ledger.get(name) ?? new Set();
    ledger.set(name, known);
    for (const entry of client.acknowledged) known.add(entry);
    client.destroy();
  }
}

/** What stands in the ledger and not in the documents. */
async function findLost(
  server: ServerProcess,
  ledger: ReadonlyMap<string, Set<string>>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const [name, acknowledged] of ledger) {
    const reader = new LedgerClient(`${server.url}/${name}`, "reader");
    onTestFinished(() => reader.destroy());
    await until("the reader to sync", () => reader.isSynced);
    const { entries } = reader;
    lost.push(...[...acknowledged].filter((entry) => !entries.has(entry)));
  }
  return lost;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

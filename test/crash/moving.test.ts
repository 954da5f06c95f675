/**
 * kill -9 while a document is moved, copied, given other names, put into the trash and taken out of it, and
 * people go on writing in it. What was acknowledged is there afterwards, under the name by which they came.
 * `MOVING_KILLS` says how often, `SEED=n` replays the same choices.
 */

import { expect, it } from "vitest";
import { apiOf, type AskApi } from "../support/api-client.ts";
import { LedgerClient } from "../support/ledger-client.ts";
import { Random } from "../support/random.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const kills = Number(process.env["MOVING_KILLS"] ?? (isLong ? 200 : 2));
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** By this name everybody comes, wherever the document is. */
const home = "home";

it(
  `H33 nothing acknowledged is lost in ${kills} kills while the document moves (seed ${seed})`,
  { timeout: kills * 30_000, retry: 0 },
  async () => {
    const random = new Random(seed);
    const data = temporaryFolder();
    const ledger = new Set<string>();
    let moves = 0;
    for (let round = 0; round <= kills; round++) {
      const server = await startServer(data);
      const reader = new LedgerClient(`${server.url}/${home}`, `${round}-r`);
      await until("the reader to sync", () => reader.isSynced);
      const { entries } = reader;
      reader.destroy();
      const lost = [...ledger].filter((entry) => !entries.has(entry));
      expect(lost, `in round ${round}, of ${ledger.size}`).toEqual([]);
      if (round === kills) break;
      const ended = new AbortController();
      const api = apiOf(server.httpUrl);
      await ensureHome(api);
      const writers = Array.from({ length: 4 }, async (_, index) => {
        for (let life = 0; !ended.signal.aborted; life++) {
          const client = new LedgerClient(`${server.url}/${home}`, `${round}-${index}-${life}`);
          for (let edit = 0; !ended.signal.aborted && !client.isClosed; edit++) {
            client.write(random.pick([5, 100, 2_000]));
            await pause(2 + random.below(15));
          }
          // What has come in by now is said.
          await pause(5);
          for (const entry of client.acknowledged) ledger.add(entry);
          client.destroy();
        }
      });
      const mover = (async () => {
        while (!ended.signal.aborted) {
          await moved(api, random, round).then(
            () => moves++,
            () => undefined,
          );
        }
      })();
      await pause(200 + random.below(2_500));
      await server.stop("SIGKILL");
      ended.abort();
      await Promise.all([...writers, mover]);
    }
    console.log(`${ledger.size} edits acknowledged, ${moves} moves, ${kills} kills`);
    expect(ledger.size).toBeGreaterThan(kills * 5);
  },
);

async function ensureHome(api: AskApi): Promise<void> {
  const { status, json } = await api(`GET /documents/${home}`);
  if (status === 200 && json.deletedAt !== null) await api(`POST /restore/${home}`);
}

async function moved(api: AskApi, random: Random, round: number): Promise<void> {
  const place = `place ${round} ${random.below(1e6)}`;
  switch (random.below(6)) {
    case 0:
    case 1:
      await api(`POST /rename/${home}`, { json: { name: place } });
      return;
    case 2:
      await api(`POST /copy/${home}`, { json: { name: place } });
      return;
    case 3:
      await api(`PUT /aliases/${encodeURI(place)}`, { json: { document: home } });
      return;
    case 4:
      await api(`PATCH /documents/${home}`, { json: { title: place } });
      return;
    default:
      await api(`DELETE /documents/${home}`);
      await api(`POST /restore/${home}`);
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

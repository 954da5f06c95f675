/**
 * kill -9 while files come in: what was acknowledged is there afterwards, whole, and what is there at all
 * is whole. `SEED=n` replays the same choices (not the same timing).
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nameOf } from "../contract/file-store.contract.ts";
import { filled } from "../contract/store-verbs.ts";
import { Random } from "../support/random.ts";
import { runCommand, startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/until.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const kills = Number(process.env["KILLS"] ?? (isLong ? 300 : 8));
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** Sends files until the server is gone; those that were acknowledged go into `ledger`. */
async function sendUntilKilled(url: string, random: Random, ledger: Set<string>): Promise<void> {
  for (;;) {
    const size = random.pick([0, 900, 70_000, 1_500_000]);
    const content = filled(size, random.below(1_000_000)) as Uint8Array<ArrayBuffer>;
    try {
      const response = await fetch(url, { method: "POST", body: content });
      if (response.status === 200) ledger.add(nameOf(content));
    } catch {
      return;
    }
  }
}

it(
  `S89 no file that was acknowledged is lost in ${kills} kills, and none is half there (seed ${seed})`,
  { timeout: kills * 20_000, retry: 0 },
  async () => {
    const random = new Random(seed);
    const data = temporaryFolder();
    const ledger = new Set<string>();
    for (let round = 0; round < kills; round++) {
      const server = await startServer(data);
      const url = `${server.httpUrl}/api/v1/files`;
      const before = ledger.size;
      const senders = [1, 2, 3].map(() => sendUntilKilled(url, random, ledger));
      await until("a file to be acknowledged", () => ledger.size > before);
      await new Promise((resolve) => setTimeout(resolve, random.below(200)));
      await server.stop("SIGKILL");
      await Promise.all(senders);
    }
    const server = await startServer(data);
    const lost: string[] = [];
    for (const hash of ledger) {
      const response = await fetch(`${server.httpUrl}/api/v1/files/${hash}`);
      const content = new Uint8Array(await response.arrayBuffer());
      if (response.status !== 200 || nameOf(content) !== hash) lost.push(hash);
    }
    console.log(`${ledger.size} files acknowledged, ${kills} kills, ${lost.length} lost`);
    expect(lost).toEqual([]);
    expect(ledger.size).toBeGreaterThanOrEqual(kills);
    expect(readdirSync(join(data, "files")).includes("incoming")).toBe(false);
    await server.stop("SIGTERM");
    expect((await runCommand(["check", "--data", data])).code).toBe(0);
  },
);

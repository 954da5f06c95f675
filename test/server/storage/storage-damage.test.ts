/**
 * Damage to any file of a store that the real server has written: a bit turned, the end cut off or
 * zeroed, the file gone. Either everything is there, or what is wrong is named: by events, which the
 * command logs, by `/healthz` and by `coscribe check`; and after a repair the server works again.
 *
 * `npm run test:long` tries many more places, from a seed that `SEED=n` replays. Prints what came of
 * it, as a table.
 */

import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, type Health, type ServerEvent, type SyncServer } from "@coscribe/server";
import { systemClock } from "@coscribe/server/internal/clock";
import { checkData, type CheckReport } from "@coscribe/server/internal/command/check-data";
import { statusOf } from "@coscribe/server/internal/command/check-report";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { decodeMessages, ProtocolError } from "@coscribe/shared";
import { LedgerClient } from "../../support/ledger-client.ts";
import { Random } from "../../support/random.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { startServer, type ServerProcess } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { promptStore } from "../../support/prompt-store.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const seed = Number(process.env["SEED"] ?? (isLong ? Date.now() % 1_000_000 : 1));

const names = Array.from({ length: 9 }, (_, index) => `document ${index}`);

/** The entries of every document. */
type Content = ReadonlyMap<string, readonly string[]>;

/** Something done to a file. Returns false where it would change nothing. */
interface Damage {
  readonly title: string;
  /** How many places are tried. */
  readonly count: number;
  readonly apply: (path: string, random: Random) => boolean;
}

const damages: readonly Damage[] = [
  {
    title: "a bit turned",
    count: isLong ? 150 : 2,
    apply: (path, random) =>
      change(path, (bytes) => {
        const position = random.below(bytes.length);
        bytes[position]! ^= 1 << random.below(8);
        return bytes;
      }),
  },
  {
    title: "cut by some bytes",
    count: isLong ? 20 : 1,
    apply: (path, random) =>
      change(path, (bytes) => bytes.subarray(0, Math.max(bytes.length - 1 - random.below(99), 0))),
  },
  {
    title: "cut anywhere",
    count: isLong ? 20 : 1,
    apply: (path, random) => change(path, (bytes) => bytes.subarray(0, random.below(bytes.length))),
  },
  { title: "emptied", count: 1, apply: (path) => change(path, (bytes) => bytes.subarray(0, 0)) },
  {
    title: "last 4 KB zeroed",
    count: 1,
    apply: (path) => change(path, (bytes) => bytes.fill(0, Math.max(bytes.length - 4_096, 0))),
  },
  {
    title: "gone",
    count: 1,
    apply: (path) => {
      rmSync(path);
      return true;
    },
  },
];

function change(path: string, how: (bytes: Buffer) => Buffer): boolean {
  const before = readFileSync(path);
  if (before.length === 0) return false;
  const after = how(Buffer.from(before));
  writeFileSync(path, after);
  return !after.equals(before);
}

/** How the store that is damaged came to be. */
interface Life {
  readonly title: string;
  /** Of a second start LevelDB makes a table of the log; a young store is all log. */
  readonly starts: 1 | 2;
  readonly ending: "SIGKILL" | "SIGTERM";
  /** Whether every damage is tried also without `npm run test:long`. */
  readonly isThorough: boolean;
}

const lives: readonly Life[] = [
  { title: "killed", starts: 2, ending: "SIGKILL", isThorough: true },
  { title: "stopped", starts: 2, ending: "SIGTERM", isThorough: false },
  { title: "killed young", starts: 1, ending: "SIGKILL", isThorough: false },
];

/**
 * How often to try a damage. Only common ones where nothing depends on the file, or where what there is
 * differs little from the store that is tried thoroughly.
 */
function roundsFor(life: Life, file: string, { title, count }: Damage): number {
  if (isLong) return count;
  const isHarmless = /^(LOCK|LOG|LOG\.old)$|^owner/.test(file);
  const isCommon = title === "a bit turned" || title === "gone";
  if (life.isThorough) return isHarmless ? Number(isCommon) : count;
  return isHarmless || !isCommon ? 0 : 1;
}

/** A damage to one file. */
type Trial = Damage & { readonly file: string };

const trialsAtOnce = 4;

/** All that is tried of the files of a store. */
function trialsOf(life: Life, files: readonly string[]): readonly Trial[] {
  return files.flatMap((file) =>
    damages.flatMap((damage) =>
      Array.from({ length: roundsFor(life, file, damage) }, () => ({ ...damage, file })),
    ),
  );
}

/** The files of a store: LevelDB's, ours, and those of the lock. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(directory, file)).isFile(),
  );
}

/** `000005.ldb` and `000007.ldb` are one kind of file. */
function kindOf(file: string): string {
  return file.replace(/\d{6}/, "…");
}

it.each(lives)(
  `S29 whatever happens to any file of a store that was $title, everything is there or the damage is named (seed ${seed})`,
  async (life) => {
    const random = new Random(seed);
    const original = temporaryFolder();
    const written = await writeStore(original, life);
    const kinds = new Set(filesOf(original).map(kindOf));
    expect(kinds.has("….ldb")).toBe(life.starts === 2);
    for (const kind of ["….log", "MANIFEST-…", "CURRENT", "LAST-WRITE"]) {
      expect(kinds).toContain(kind);
    }
    const intact = temporaryFolder();
    cpSync(original, intact, { recursive: true });
    expect(await outcomeOf(intact, written)).toBe("all there");

    const table = new Map<string, Map<string, number>>();
    const silent: string[] = [];
    const tryOut = async ({ file, title, apply }: Trial): Promise<void> => {
      const copy = temporaryFolder();
      cpSync(original, copy, { recursive: true });
      if (apply(join(copy, file), random)) {
        const outcome = await outcomeOf(copy, written);
        const row = `${kindOf(file).padEnd(22)} ${title}`;
        const counts = table.get(row) ?? new Map<string, number>();
        table.set(row, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
        if (outcome.startsWith("SILENT")) silent.push(`${file}, ${title}: ${outcome}`);
      }
      rmSync(copy, { recursive: true });
    };
    // Several at a time, since each mostly waits for the disk.
    const trials = trialsOf(life, filesOf(original));
    for (let at = 0; at < trials.length; at += trialsAtOnce) {
      await Promise.all(trials.slice(at, at + trialsAtOnce).map(tryOut));
    }
    console.log(tableOf(life, table));
    expect(silent).toEqual([]);
  },
  isLong ? 3_600_000 : 120_000,
);

function tableOf({ title }: Life, table: ReadonlyMap<string, ReadonlyMap<string, number>>): string {
  const rows = [...table].toSorted(([a], [b]) => a.localeCompare(b));
  const lines = rows.map(([row, counts]) => {
    const outcomes = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
    return `  ${row.padEnd(42)} ${outcomes.join(", ")}`;
  });
  return [`Damage to a store that was ${title} (seed ${seed})`, ...lines].join("\n");
}

/**
 * Writes documents with the real command: some in tables, some in the log, one compacted. Returns
 * what was acknowledged.
 */
async function writeStore(directory: string, { starts, ending }: Life): Promise<Content> {
  const content = new Map<string, readonly string[]>();
  for (let start = 1; start <= starts; start++) {
    const server = await startServer(directory, "--log-level", "debug");
    // Some are only in the table, some only in the log.
    const written = [...names.entries()].filter(([index]) =>
      start === 1 ? index < 6 : index >= 3,
    );
    await Promise.all(
      written.map(async ([index, name]) => {
        content.set(name, await writeDocument(server, name, start, index === 4 ? 4_000 : 10));
      }),
    );
    await until("a compaction", () => server.log.some(({ msg }) => msg === "compacted"));
    // The witness follows the writes within a fifth of a second.
    const witness = join(directory, "LAST-WRITE");
    let seen = "";
    await until("the witness to rest", async () => {
      const before = seen;
      seen = readFileSync(witness, "utf8");
      await new Promise((resolve) => setTimeout(resolve, 100));
      return seen === before;
    });
    await server.stop(start < starts ? "SIGKILL" : ending);
  }
  return content;
}

async function writeDocument(
  server: ServerProcess,
  name: string,
  start: number,
  size: number,
): Promise<readonly string[]> {
  const client = new LedgerClient(`${server.url}/${encodeURIComponent(name)}`, `${start}-${name}`);
  await until("the client to sync", () => client.isSynced);
  for (let edit = 1; edit <= 12; edit++) {
    client.write(edit % 5 === 0 ? 2_000 : size);
    await until("the acknowledgement", () => client.acknowledged.length === edit);
  }
  const entries = entriesOf(client.doc);
  client.destroy();
  return entries;
}

function entriesOf(doc: Y.Doc): readonly string[] {
  return doc.getArray<string>("entries").toArray();
}

/** What a server, and then a check, make of a directory. */
async function outcomeOf(directory: string, written: Content): Promise<string> {
  const found = await serve(directory);
  const report = await check(directory, false);
  const isNamed = typeof found === "string" || found.health.status === "damaged";
  if (!isNamed) {
    const isThere = isSame(found.content, written);
    if (!isThere) return "SILENT: something is gone";
    return statusOf(report) === "sound" ? "all there" : "SILENT: the server did not say it";
  }
  if (statusOf(report) !== "damaged") return "SILENT: the check did not say it";
  if (typeof found !== "string") {
    const types = new Set(found.events.map(({ type }) => type));
    if (!types.has("storeDamaged") && !types.has("documentDamaged")) return "SILENT: no event";
    if (!types.has("documentDamaged") && report.damaged.length > 0) {
      return "SILENT: the check found more than the server";
    }
  }
  await expectRepairable(directory, written);
  if (typeof found === "string") return "refused, named";
  return isSame(found.content, written) ? "all there, named" : "part there, named";
}

/** A repaired store is sound, holds nothing that was not written, and can be written to. */
async function expectRepairable(directory: string, written: Content): Promise<void> {
  const report = await check(directory, true);
  expect(statusOf(report)).toBe("repaired");
  expect(report.setAside !== undefined && existsSync(report.setAside)).toBe(true);
  expect(statusOf(await check(directory, false))).toBe("sound");
  const again = await serve(directory, async (server, port) => {
    const client = new LedgerClient(`ws://localhost:${port}/document%200`, "after the repair");
    await until("the client to sync", () => client.isSynced);
    client.write(10);
    await until("the acknowledgement", () => client.acknowledged.length === 1);
    client.destroy();
    expect(server.health().status).toBe("ok");
  });
  if (typeof again === "string") throw new Error(again);
  for (const [name, entries] of again.content) {
    expect(written.get(name)).toEqual(expect.arrayContaining([...entries]));
  }
}

function isSame(found: Content, written: Content): boolean {
  return names.every(
    (name) => JSON.stringify(found.get(name)) === JSON.stringify(written.get(name) ?? []),
  );
}

function check(directory: string, isRepairing: boolean): Promise<CheckReport> {
  return checkData({ directory, isRepairing, clock: systemClock, background: inlineBackground });
}

interface Served {
  readonly content: Content;
  readonly health: Health;
  readonly events: readonly ServerEvent[];
}

/** Serves a directory and reads every document; or the reason why it cannot be served. */
async function serve(
  directory: string,
  meanwhile: (server: SyncServer, port: number) => Promise<void> = async () => undefined,
): Promise<Served | string> {
  const events: ServerEvent[] = [];
  const server = createSyncServer({
    store: promptStore(directory),
    onEvent: (event) => events.push(event),
    background: inlineBackground,
  });
  try {
    const { port, url } = await server.listen({ port: 0 }).catch((error: Error) => {
      expect(error.message).toMatch(/missing or damaged: run "coscribe check --repair"/);
      return { port: 0, url: error.message };
    });
    if (port === 0) return url;
    const content = new Map(
      await Promise.all(names.map(async (name) => [name, await readDocument(port, name)] as const)),
    );
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(200);
    const health = (await response.json()) as Health;
    await meanwhile(server, port);
    return { content, health, events };
  } finally {
    await server.close();
  }
}

async function readDocument(port: number, name: string): Promise<readonly string[]> {
  const peer = new RawPeer(port, `/${encodeURIComponent(name)}`);
  peer.send(0, 0, 1, 0);
  const messages = decodeMessages(await peer.syncMessage(1));
  peer.destroy();
  if (messages instanceof ProtocolError) throw messages;
  const doc = new Y.Doc();
  for (const message of messages) {
    if (message.type === "syncStep2") Y.applyUpdate(doc, message.update);
  }
  return entriesOf(doc);
}

/**
 * The promise behind "saved", kept through murder: clients type at random while the server's process
 * is killed and started again and again. After each kill, whoever opens the document for the first
 * time must find everything that was said to be saved. `COSCRIBE_LONG=1` kills more often, `SEED=n`
 * replays the choices of a run, though not the timing of the machine.
 */

import { setTimeout as pause } from "node:timers/promises";
import { connect, type Connection } from "@coscribe/client";
import { expect, it, onTestFinished } from "vitest";
import { Random } from "../support/random.ts";
import { Relay } from "../support/relay.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const kills = isLong ? 150 : 10;
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** A word put in or taken out. */
interface Entry {
  readonly word: string;
  readonly isDeleted: boolean;
}

/** Somebody who types, and writes down what was said to be saved. */
class Typist {
  readonly connection: Connection;
  readonly entries: Entry[] = [];
  /** So many entries were said to be saved. */
  savedEntries = 0;
  /** How often that was said. */
  savedCount = 0;
  readonly #name: string;
  readonly #random: Random;

  constructor(name: string, url: string, random: Random) {
    this.#name = name;
    this.#random = random;
    this.connection = connect(url, "doc");
    onTestFinished(() => this.connection.close());
    this.connection.on("saveStatus", ({ state }) => {
      if (state === "saved") this.#said(this.entries.length);
    });
  }

  /** One to three edits, in one turn of the event loop. */
  type(): void {
    for (let edits = 1 + this.#random.below(3); edits > 0; edits--) {
      if (this.#random.chance(0.2)) this.#delete();
      else this.#insert();
    }
    if (!this.#random.chance(0.2)) return;
    const { length } = this.entries;
    this.connection.whenSaved().then(
      () => this.#said(length),
      () => undefined,
    );
  }

  /** What of the words that were said to be saved `text` gets wrong. */
  lostIn(text: string): Entry[] {
    const deletedLater = new Set(
      this.entries.slice(this.savedEntries).flatMap((entry) => (entry.isDeleted ? entry.word : [])),
    );
    const last = new Map(
      this.entries.slice(0, this.savedEntries).map((entry) => [entry.word, entry]),
    );
    return [...last.values()].filter(({ word, isDeleted }) => {
      const isThere = text.includes(word);
      return isDeleted ? isThere : !isThere && !deletedLater.has(word);
    });
  }

  #said(entries: number): void {
    this.savedEntries = Math.max(this.savedEntries, entries);
    this.savedCount++;
  }

  #insert(): void {
    const text = this.connection.doc.getText("text");
    const word = `<${this.#name}${this.entries.length}>`;
    // Between words, so that no word is torn apart.
    const at = text.toString().indexOf("<", this.#random.below(text.length + 1));
    text.insert(at === -1 ? text.length : at, word);
    this.entries.push({ word, isDeleted: false });
  }

  #delete(): void {
    const text = this.connection.doc.getText("text");
    const entry = this.entries[this.#random.below(this.entries.length + 1)];
    const at = entry === undefined ? -1 : text.toString().indexOf(entry.word);
    if (entry === undefined || at === -1) return;
    text.delete(at, entry.word.length);
    this.entries.push({ word: entry.word, isDeleted: true });
  }
}

/** Reads the document as somebody who has never seen it. */
async function readFresh(url: string): Promise<string> {
  const reader = connect(url, "doc");
  await reader.synced();
  const text = reader.doc.getText("text").toString();
  reader.close();
  return text;
}

it(
  `C5 what was said to be saved is there after kill -9, ${kills} times over (seed ${seed})`,
  { timeout: isLong ? 600_000 : 60_000, retry: 0 },
  async () => {
    const random = new Random(seed);
    const data = temporaryFolder();
    const relay = await Relay.start();
    let server = await startServer(data);
    relay.lead(server.url);
    const typists = ["a", "b"].map((name) => new Typist(name, relay.url, random));
    const savedCount = (): number => typists.reduce((sum, typist) => sum + typist.savedCount, 0);
    let killsWithPendingEdits = 0;

    for (let kill = 0; kill < kills; kill++) {
      const enough = savedCount() + 1 + random.below(12);
      while (savedCount() < enough) {
        random.pick(typists).type();
        await pause(random.below(12));
      }
      for (let edits = random.below(4); edits > 0; edits--) random.pick(typists).type();
      if (typists.some(({ connection }) => connection.saveStatus.state !== "saved")) {
        killsWithPendingEdits++;
      }
      await server.stop("SIGKILL");
      relay.cut();
      for (const typist of typists) typist.type();
      server = await startServer(data);
      const text = await readFresh(server.url);
      for (const typist of typists) expect(typist.lostIn(text), `kill ${kill}`).toEqual([]);
      relay.lead(server.url);
    }

    await Promise.all(typists.map(({ connection }) => connection.whenSaved()));
    const text = await readFresh(server.url);
    const entries = typists.reduce((sum, typist) => sum + typist.entries.length, 0);
    for (const typist of typists) {
      expect(typist.savedEntries).toBe(typist.entries.length);
      expect(typist.lostIn(text)).toEqual([]);
    }
    // The run was about something.
    expect(entries).toBeGreaterThan(kills * 5);
    expect(killsWithPendingEdits).toBeGreaterThan(0);
    if (process.env["DEBUG_LEDGER"])
      process.stderr.write(
        `LEDGER ${JSON.stringify({ kills, entries, saved: savedCount(), killsWithPendingEdits })}\n`,
      );
  },
);

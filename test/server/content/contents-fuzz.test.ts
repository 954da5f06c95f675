/** People type while a program rewrites and appends, at random: nothing of either is lost or doubled. */

import { memoryStore } from "@coscribe/server";
import { documentJson } from "@coscribe/shared/exchange";
import { flowText, insertText, readFlow } from "@coscribe/shared/flow";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { syncedClient, type StockClient } from "../../support/stock-client.ts";
import { until } from "../../support/until.ts";
import { anybody, ContentsWorld, seen } from "./contents-world.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const seeds = isLong ? 200 : 3;
const editsInRound = 12;

const words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"];
const beginnings = ["", "", "# ", "- ", "> "];

/** What is typed: each letter once, so that it can be counted. */
const firstLetter = 0x4e00;
const isTyped = /[\u4e00-\u9fff]/;

function line(random: Random): string {
  return Array.from({ length: 2 + random.below(5) }, () => random.pick(words)).join(" ");
}

/** What a document says, and what it is. */
function documentOf(doc: Y.Doc): string {
  return JSON.stringify(documentJson(readFlow(flowText(doc)).blocks));
}

/** Types a letter anywhere. */
function typeSomewhere(random: Random, { doc }: StockClient, letter: string): void {
  const flow = readFlow(flowText(doc));
  const block = random.pick(flow.blocks.filter(({ name }) => name === "block"));
  insertText(flow, { block: block.id, offset: random.below(block.length + 1) }, letter);
}

/** Another version of what was read, in which nothing that was typed or asked for is missing. */
function changed(random: Random, source: string, asked: string): string {
  const lines = source.split("\n");
  const isFree = (at: string): boolean => at !== "" && !isTyped.test(at) && !/\d/.test(at);
  const free = lines.flatMap((one, i) => (isFree(one) ? [i] : []));
  const at = free.length === 0 ? undefined : random.pick(free);
  if (at !== undefined && random.chance(0.3)) lines.splice(at, 1);
  else if (at !== undefined) {
    const i = at;
    lines[i] = lines[i]!.replace(random.pick(words), random.pick(words));
  }
  // Between blocks, and in the same list or quotation where it stands in one.
  const gaps = lines.flatMap((one, i) => (one === "" ? [i] : []));
  lines.splice(gaps.length === 0 ? lines.length : random.pick(gaps), 0, "", asked, "");
  return lines.join("\n");
}

function changedJson(random: Random, source: string, asked: string): string {
  const json = JSON.parse(source) as { content: object[] };
  const block = { type: "textblock", content: [{ type: "text", text: asked }] };
  json.content.splice(random.below(json.content.length + 1), 0, block);
  const [moved] = json.content.splice(random.below(json.content.length), 1);
  json.content.splice(random.below(json.content.length + 1), 0, moved!);
  return JSON.stringify(json);
}

describe("people and a program in one document", () => {
  const world = new ContentsWorld(() => ({ store: memoryStore() }));
  const all = Array.from({ length: seeds }, (_, i) => i + 1);

  it.each(all)(
    "Q15 every letter that was typed is there, and all that was asked for (%i)",
    async (seed) => {
      const random = new Random(seed);
      const name = world.name();
      const { contents, url } = world;
      const source = Array.from({ length: 6 }, () => random.pick(beginnings) + line(random));
      await contents.replace(name, "markdown", source.join("\n\n"), anybody);
      const clients = [await syncedClient(url, name), await syncedClient(url, name)];
      /** What the document says once everybody has everything. */
      const settled = async () => {
        const told = async (format: "markdown" | "text" | "json") =>
          String((await contents.read(name, format))!.body);
        await until("all to be everywhere", async () => {
          const copy = new Y.Doc();
          Y.applyUpdate(copy, (await contents.read(name, "update"))!.body as Uint8Array);
          const saved = documentOf(copy);
          return clients.every(({ doc }) => documentOf(doc) === saved);
        });
        return {
          markdown: await told("markdown"),
          text: await told("text"),
          json: await told("json"),
        };
      };
      const typed: string[] = [];
      const asked: string[] = [];
      for (let i = 0; i < editsInRound; i++) {
        const token = `wanted${seed}x${i}.`;
        asked.push(token);
        const format = random.pick(["markdown", "text", "json"] as const);
        // Whoever rewrites what was read before takes away what was typed since.
        // oxlint-disable-next-line no-await-in-loop -- one edit after the other
        const body = await settled();
        const change = format === "json" ? changedJson : changed;
        const edit = (): Promise<unknown> =>
          random.chance(0.3)
            ? contents.append(name, "text", token, anybody)
            : contents.replace(name, format, change(random, body[format], token), anybody);
        const progress = { isDone: false };
        const editing = edit().finally(() => (progress.isDone = true));
        while (!progress.isDone) {
          const letter = String.fromCodePoint(firstLetter + typed.length);
          if (random.chance(0.2) && typed.length < 4 * (i + 1)) {
            typed.push(letter);
            typeSomewhere(random, random.pick(clients), letter);
          }
          // oxlint-disable-next-line no-await-in-loop -- the edit goes on meanwhile
          await new Promise(setImmediate);
        }
        // oxlint-disable-next-line no-await-in-loop
        await editing;
      }
      await settled();
      const text = seen(clients[0]!);
      const counts = typed.map((letter) => text.split(letter).length - 1);
      expect(counts, text).toEqual(typed.map(() => 1));
      // Letters may have been typed within one.
      const bare = text.replaceAll(new RegExp(isTyped, "g"), "");
      expect(asked.map((token) => bare.split(token).length - 1)).toEqual(asked.map(() => 1));
      expect(typed.length).toBeGreaterThan(0);
    },
  );
});

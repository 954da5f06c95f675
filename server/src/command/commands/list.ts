/** `coscribe list`: the documents of a data directory. */

import type { DocumentName } from "@coscribe/shared";
import type { DocumentLog } from "../../store/document-store.ts";
import { attempt, counted } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, jsonFlag, prefixFlag } from "../common-flags.ts";
import { Progress, progressFlag } from "../progress.ts";
import { sizeText } from "../sizes.ts";

/** A document, as it is listed. */
interface ListedDocument {
  readonly name: DocumentName;
  /** Bytes of its base and the updates after it. */
  readonly bytes: number;
  /** Updates after the base: what the next compaction takes. */
  readonly updates: number;
  readonly generation: string;
  /** What it is called: as somebody has said, or as its first heading. Left out where neither is known. */
  readonly title?: string;
  /** When it was changed last, in milliseconds since 1970, where a server has seen it. */
  readonly changedAt?: number;
  /** Since when it is deleted and can be restored. */
  readonly deletedAt?: number;
  /** What is wrong with it; see `coscribe check`. */
  readonly damage?: string;
}

/** See the head of this file. */
export const listCommand: Command = defineCommand({
  name: "list",
  summary: "the documents there are, with their sizes",
  usage: ["list [options]"],
  about: "Lists the documents that a Coscribe server has kept.",
  closing: `A line for each: its bytes on disk before LevelDB compresses them, its updates since it was last
compacted, when it was changed last, its name, and its title where that is another.

Stop the server first.

Exit codes: 0 listed; 1 some of them are damaged; 2 the directory could not be opened, for instance because a server
is running.`,
  flags: { data: dataFlag, prefix: prefixFlag, progress: progressFlag, json: jsonFlag },
  run: ({ data, prefix, progress: isAsked, json }, output) =>
    attempt("list", output, async () => {
      const { withStore } = await import("../data-directory.ts");
      const { knownOf } = await import("../known-of.ts");
      const { Registry } = await import("../../registry/registry.ts");
      const progress = new Progress(output, isAsked);
      return withStore(data, async (store, directory) => {
        const registry = new Registry(store);
        const names = await store.list({ prefix });
        const documents: ListedDocument[] = [];
        for (const name of names) {
          progress.tell(documents.length, names.length, name);
          // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
          documents.push({
            ...(await listed(await store.open(name))),
            ...(await knownOf(registry, name)),
          });
        }
        progress.end();
        output.result(
          json ? `${JSON.stringify({ directory, documents })}\n` : asText(directory, documents),
        );
        return documents.some(({ damage }) => damage !== undefined) ? 1 : 0;
      });
    }),
});

async function listed(log: DocumentLog): Promise<ListedDocument> {
  const { name, generation } = log;
  let bytes = 0;
  let updates = 0;
  let damage: string | undefined;
  try {
    for await (const batch of log.load()) {
      bytes += batch.base?.length ?? 0;
      for (const update of batch.updates) bytes += update.length;
      updates += batch.updates.length;
      damage ??= batch.damage?.[0]?.problem;
    }
  } finally {
    await log.close();
  }
  return { name, bytes, updates, generation, ...(damage !== undefined && { damage }) };
}

function asText(directory: string, documents: readonly ListedDocument[]): string {
  const bytes = documents.reduce((sum, each) => sum + each.bytes, 0);
  const total = `${directory}: ${counted(documents.length, "document")}, ${sizeText(bytes)}`;
  return `${[total, ...documents.map(lineOf)].join("\n")}\n`;
}

function lineOf(document: ListedDocument): string {
  const { name, bytes, updates, title, changedAt, deletedAt, damage } = document;
  const changed =
    changedAt === undefined ? "" : `${new Date(changedAt).toISOString().slice(0, 16)}Z`;
  const columns = [sizeText(bytes).padStart(9), String(updates).padStart(7), changed.padEnd(17)];
  const notes = [
    title === undefined || title === "" || title === name ? "" : ` – ${title}`,
    deletedAt === undefined ? "" : "  (deleted)",
    damage === undefined ? "" : `  (damaged: ${damage})`,
  ];
  return `  ${columns.join("  ")}  ${name}${notes.join("")}`;
}

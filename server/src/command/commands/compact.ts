/** `coscribe compact`: compacts documents, and says what that has saved. */

import { resolve as absolutePath } from "node:path";
import * as z from "zod";
import { systemClock } from "../../clock.ts";
import { attempt, counted } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, jsonFlag, oneOrAll, storedNameSchema, switchFlag } from "../common-flags.ts";
import type { CompactedDocument, CompactReport } from "../compact-data.ts";
import { Progress, progressFlag } from "../progress.ts";
import { sizeText } from "../sizes.ts";

/** See the head of this file. */
export const compactCommand: Command = defineCommand({
  name: "compact",
  summary: "make documents and their database as small as they can be",
  usage: ["compact NAME... [options]", "compact --all [options]"],
  about: "Compacts documents: what was deleted from them goes, and their updates become one.",
  closing: `A running server does this by itself, for each document when it has grown; so it is worth it before a
directory is copied or put away. Of a document that keeps what is deleted (--keep-deleted) nothing goes.

Stop the server first.

Exit codes: 0 all of them are compact; 1 some could not be compacted; 2 none could, for instance because a server is
running.`,
  flags: {
    data: dataFlag,
    all: switchFlag("compact every document"),
    progress: progressFlag,
    json: jsonFlag,
  },
  operands: z.array(storedNameSchema),
  conflicts: oneOrAll,
  run: ({ data, all, progress: isAsked, json }, output, names) =>
    attempt("compact", output, async () => {
      const { compactData } = await import("../compact-data.ts");
      const { threadBackground } = await import("../../worker/background.ts");
      const progress = new Progress(output, isAsked);
      const report = await compactData({
        directory: absolutePath(data),
        names: all ? undefined : names,
        clock: systemClock,
        background: threadBackground(systemClock),
        onProgress: (done, total, name) => progress.tell(done, total, name),
      });
      progress.end();
      output.result(json ? `${JSON.stringify(report)}\n` : asText(report));
      return report.documents.every(isWell) ? 0 : 1;
    }),
});

function isWell({ outcome }: CompactedDocument): boolean {
  return outcome === "compacted" || outcome === "nothing";
}

/** A line for each document with which something happened, and how many there are in all. */
function asText({ directory, documents, before, after }: CompactReport): string {
  const compacted = documents.filter(({ outcome }) => outcome === "compacted").length;
  const told = documents.length === 1 ? documents : documents.filter(isTold);
  return [
    `${directory}: ${compacted} of ${counted(documents.length, "document")} compacted`,
    ...told.map((document) => `  ${document.name}: ${describe(document)}`),
    `The database has ${sizeText(after)}; it had ${sizeText(before)}.`,
    "",
  ].join("\n");
}

function isTold({ outcome }: CompactedDocument): boolean {
  return outcome !== "nothing";
}

function describe(document: CompactedDocument): string {
  switch (document.outcome) {
    case "compacted":
      return `${sizeText(document.after)}, from ${sizeText(document.before)}`;
    case "nothing":
      return "compact already";
    case "missing":
      return "there is no such document";
    case "failed":
      return document.problem;
  }
}

/** `coscribe backup`: one more backup of a data directory, also while a server has it. */

import * as z from "zod";
import { attempt, counted } from "../attempt.ts";
import type { MadeBackup } from "../backup-data.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, jsonFlag, switchFlag, wordSchema } from "../common-flags.ts";
import type { Flag } from "../flag.ts";
import { Progress, progressFlag } from "../progress.ts";
import { sizeText } from "../sizes.ts";

const toFlag: Flag<string> = {
  kind: "value",
  placeholder: "DIRECTORY",
  help: "the directory of backups, which is made; needed",
  schema: wordSchema,
};

const keepFlag: Flag<number | undefined> = {
  kind: "value",
  placeholder: "NUMBER",
  help: "then keep so many of the last backups, and remove older ones; all if left out",
  schema: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "must be a number from 1 on")
    .transform(Number)
    .optional(),
};

/** See the head of this file. */
export const backupCommand: Command = defineCommand({
  name: "backup",
  summary: "one more backup, also while the server runs",
  usage: ["backup --to DIRECTORY [options]"],
  about: "Makes one more backup of all documents, files and whatever else a Coscribe server keeps.",
  closing: `A server that has the data directory may go on: it is asked, through the file operator.json in the directory,
which only its owner can read. Everything that was acknowledged before the backup began is in it.

Of the second backup on, only what has changed is read and written; what has not is named once more. A backup that
breaks off, or cannot be finished, leaves the earlier ones as they were. What only removed backups have had goes a day
later. The directory may be copied elsewhere as it
is.

Exit codes: 0 done; 1 done, and some of the data are damaged, of which as much was taken as can be read; 2 there is
no new backup.`,
  flags: {
    to: toFlag,
    data: dataFlag,
    keep: keepFlag,
    full: switchFlag("read and write everything anew"),
    verify: switchFlag("read the whole backup once more, and compare it with its checksums"),
    progress: progressFlag,
    json: jsonFlag,
  },
  run: ({ to, data, keep, full, verify, progress: isAsked, json }, output) =>
    attempt("backup", output, async () => {
      const { makeBackup } = await import("../backup-data.ts");
      const progress = new Progress(output, isAsked);
      const result = await makeBackup({
        to,
        data,
        keep,
        isFull: full,
        verifies: verify,
        onProgress: (done, total, what) => progress.tell(done, total, what),
      }).finally(() => progress.end());
      const { report, from, broken, pruned, isRemembered } = result;
      output.result(
        json
          ? `${JSON.stringify({ to, from, ...report, ...pruned, isRemembered, broken })}\n`
          : asText(to, result),
      );
      if (broken.length > 0) return 2;
      return report.damaged.length > 0 ? 1 : 0;
    }),
});

function asText(to: string, { report, from, broken, pruned, isRemembered }: MadeBackup): string {
  const { name, documents, changedDocuments, files, newFiles, newBytes, bytes, damaged } = report;
  return [
    `${to}: backup ${name} of ${from}`,
    `  ${counted(documents, "document")}, ${changedDocuments} of them new or changed`,
    `  ${counted(files, "file")}, ${newFiles} of them new`,
    `  ${sizeText(bytes)}, ${sizeText(newBytes)} of them written now`,
    ...(pruned === undefined
      ? []
      : [
          `  ${counted(pruned.removedBackups, "older backup")} removed, ${sizeText(pruned.removedBytes)}`,
        ]),
    ...(isRemembered
      ? []
      : ["  the data directory cannot be written to; the next backup reads everything"]),
    ...damaged.map((each) => `  damaged: ${each.name}: ${each.problem}`),
    ...broken.map((each) => `  cannot be used: ${each}`),
    "",
  ].join("\n");
}

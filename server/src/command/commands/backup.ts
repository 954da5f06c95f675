/** `coscribe backup`: one more backup of a data directory, also while a server has it. */

import { attempt, counted } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, jsonFlag, switchFlag, wordSchema } from "../common-flags.ts";
import type { Flag } from "../flag.ts";
import type { BackupReport } from "../../backup/write-backup.ts";
import { Progress, progressFlag } from "../progress.ts";
import { sizeText } from "../sizes.ts";

const toFlag: Flag<string> = {
  kind: "value",
  placeholder: "DIRECTORY",
  help: "the directory of backups, which is made; needed",
  schema: wordSchema,
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
breaks off, or cannot be finished, leaves the earlier ones as they were. The directory may be copied elsewhere as it
is.

Exit codes: 0 done; 1 done, and some of the data are damaged, of which as much was taken as can be read; 2 there is
no new backup.`,
  flags: {
    to: toFlag,
    data: dataFlag,
    full: switchFlag("read and write everything anew"),
    verify: switchFlag("read the whole backup once more, and compare it with its checksums"),
    progress: progressFlag,
    json: jsonFlag,
  },
  run: ({ to, data, full, verify, progress: isAsked, json }, output) =>
    attempt("backup", output, async () => {
      const { makeBackup } = await import("../backup-data.ts");
      const progress = new Progress(output, isAsked);
      const result = await makeBackup({
        to,
        data,
        isFull: full,
        verifies: verify,
        onProgress: (done, total, what) => progress.tell(done, total, what),
      }).finally(() => progress.end());
      const { report, from, broken } = result;
      output.result(
        json
          ? `${JSON.stringify({ to, from, ...report, broken })}\n`
          : asText(to, from, report, broken),
      );
      if (broken.length > 0) return 2;
      return report.damaged.length > 0 ? 1 : 0;
    }),
});

function asText(to: string, from: string, report: BackupReport, broken: readonly string[]): string {
  const { name, documents, changedDocuments, files, newFiles, newBytes, bytes, damaged } = report;
  return [
    `${to}: backup ${name} of ${from}`,
    `  ${counted(documents, "document")}, ${changedDocuments} of them new or changed`,
    `  ${counted(files, "file")}, ${newFiles} of them new`,
    `  ${sizeText(bytes)}, ${sizeText(newBytes)} of them written now`,
    ...damaged.map((each) => `  damaged: ${each.name}: ${each.problem}`),
    ...broken.map((each) => `  cannot be used: ${each}`),
    "",
  ].join("\n");
}

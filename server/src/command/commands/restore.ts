/** `coscribe restore`: a data directory from a backup. */

import * as z from "zod";
import { systemClock } from "../../clock.ts";
import type { RestoreReport } from "../../backup/restore-backup.ts";
import { attempt, counted } from "../attempt.ts";
import { defineCommand, type Command, type CommandOutput } from "../command.ts";
import { dataFlag, jsonFlag, switchFlag, wordSchema } from "../common-flags.ts";
import type { Flag, ValuesOf } from "../flag.ts";
import { Progress, progressFlag } from "../progress.ts";
import { sizeText } from "../sizes.ts";

const fromFlag: Flag<string> = {
  kind: "value",
  placeholder: "DIRECTORY",
  help: "the directory of backups; needed",
  schema: wordSchema,
};

const backupFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "WHEN",
  help: "the last backup whose name begins with this, such as 2026-11-28; the last of all if left out",
  schema: z.string().min(1, "must not be empty").optional(),
};

const flags = {
  from: fromFlag,
  backup: backupFlag,
  data: dataFlag,
  list: switchFlag("name the backups there are, and restore nothing"),
  check: switchFlag("compare the backup with its checksums, and restore nothing"),
  progress: progressFlag,
  json: jsonFlag,
};

/** See the head of this file. */
export const restoreCommand: Command = defineCommand({
  name: "restore",
  summary: "a data directory from a backup",
  usage: [
    "restore --from DIRECTORY --data NEW [options]",
    "restore --from DIRECTORY --list",
    "restore --from DIRECTORY --check",
  ],
  about: "Makes a new data directory of a backup, to be served instead of the old one.",
  closing: `Every byte is compared with its checksum. What is damaged of the backup is named and left out, and the rest is
restored. The data directory must be new or empty; until everything is in it no server takes it for one.

Clients that have more of a document than the backup bring it back when they connect.

Exit codes: 0 restored; 1 restored but for what is named; 2 not restored.`,
  flags,
  run: (values, output) =>
    attempt("restore", output, async () => {
      const { BackupDirectory } = await import("../../backup/backup-directory.ts");
      const directory = await BackupDirectory.open(values.from);
      const names = await directory.list();
      if (values.list) return list(names, values, output);
      const name = names.findLast((each) => each.startsWith(values.backup ?? ""));
      if (name === undefined) throw new Error(noBackup(values.backup, names));
      const manifest = await directory.read(name).catch((error: unknown) => {
        const others = names.filter((each) => each !== name);
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`${message}. Others are: ${others.join(", ")}`, { cause: error });
      });
      const progress = new Progress(output, values.progress);
      const onProgress = (done: number, total: number | undefined, what: string): void =>
        progress.tell(done, total, what);
      if (values.check) {
        const { brokenOf } = await import("../backup-data.ts");
        const broken = await brokenOf(directory, manifest, onProgress);
        progress.end();
        output.result(
          values.json ? `${JSON.stringify({ name, broken })}\n` : checkText(name, broken),
        );
        return broken.length > 0 ? 1 : 0;
      }
      const { restoreBackup } = await import("../../backup/restore-backup.ts");
      const report = await restoreBackup({
        from: directory,
        manifest,
        to: values.data,
        clock: systemClock,
        onProgress,
      }).finally(() => progress.end());
      output.result(
        values.json ? `${JSON.stringify({ name, ...report })}\n` : asText(name, report),
      );
      return report.damaged.length > 0 ? 1 : 0;
    }),
});

function list(
  names: readonly string[],
  { json }: ValuesOf<typeof flags>,
  output: CommandOutput,
): number {
  const lines = names.map((name) => `${name}\n`).join("");
  output.result(json ? `${JSON.stringify({ backups: names })}\n` : lines);
  return 0;
}

function noBackup(wanted: string | undefined, names: readonly string[]): string {
  if (names.length === 0) return "there is no backup in it that was finished";
  return `there is no backup ${JSON.stringify(wanted)}; there are ${names.join(", ")}`;
}

function checkText(name: string, broken: readonly string[]): string {
  if (broken.length === 0) return `${name}: everything is what was written.\n`;
  return `${[`${name}:`, ...broken.map((each) => `  ${each}`)].join("\n")}\n`;
}

function asText(name: string, report: RestoreReport): string {
  const { directory, documents, updates, files, bytes, damaged } = report;
  return [
    `${directory}: restored from ${name}`,
    `  ${counted(documents, "document")} with ${counted(updates, "update")}, ${counted(files, "file")}, ${sizeText(bytes)}`,
    ...damaged.map((each) => `  ${each.name}: ${each.problem}`),
    "",
  ].join("\n");
}

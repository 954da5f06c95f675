/** `coscribe export`: documents as files, of other programs or as they are. */

import { writeFile } from "node:fs/promises";
import type { DocumentName } from "@coscribe/shared";
import * as z from "zod";
import { attempt, counted, tellPictures } from "../attempt.ts";
import { defineCommand, type Command, type CommandOutput } from "../command.ts";
import {
  dataFlag,
  formatFlag,
  jsonFlag,
  oneOrAll,
  prefixFlag,
  storedNameSchema,
  switchFlag,
  wordSchema,
} from "../common-flags.ts";
import { fileFormats, formatOfFile } from "../../exchange/file-formats.ts";
import type { ExportedDocument } from "../export-data.ts";
import type { Flag, GivenLine, ValuesOf } from "../flag.ts";
import { Progress, progressFlag } from "../progress.ts";

const toFlag: Flag<string | undefined> = {
  kind: "value",
  placeholder: "FILE",
  help: "the file, printed if left out; with --all the directory for the files",
  schema: wordSchema.optional(),
};

const flags = {
  format: { ...formatFlag, help: `${formatFlag.help}, else md` },
  to: toFlag,
  all: switchFlag("write every document, into a file named like it"),
  prefix: prefixFlag,
  data: dataFlag,
  progress: progressFlag,
  json: jsonFlag,
};

/** See the head of this file. */
export const exportCommand: Command = defineCommand({
  name: "export",
  summary: "documents as files: Markdown, HTML, Word, text, JSON, Yjs",
  usage: ["export NAME [options]", "export --all --to DIRECTORY [options]"],
  about: "Writes documents into files of other programs, or as they are.",
  closing: `Stop the server first; on a running one the page's menu has the same under "Download". Every letter is in
the file, and pictures are in a docx; shared/src/schema/README.md lists what each format has no place for. As yjs a
document is written without any loss, as one update that any Yjs program reads, but for pictures, which it names.

Deleted documents that can be restored are not among --all. A slash in a name is a folder. What some system does not take in the name of a file is percent-encoded; import
takes that back.

Exit codes: 0 written; 1 not all, for instance because there is no such document; 2 the directory could not be
opened, for instance because a server is running.`,
  flags,
  operands: z.array(storedNameSchema).max(1, "which document? One name, or --all"),
  conflicts: (line) => [...oneOrAll(line), ...withoutFile(line)],
  run: (values, output, [name]) =>
    attempt(
      "export",
      output,
      () => {
        return name === undefined ? exportAll(values, output) : exportOne(values, name, output);
      },
      1,
    ),
});

type ExportValues = ValuesOf<typeof flags>;

function withoutFile({ flags: { all, format, to, json, prefix } }: GivenLine): readonly string[] {
  const problems: string[] = [];
  if (all === true && to === undefined)
    problems.push("--all: into which directory? --to DIRECTORY");
  if (all !== true && prefix !== undefined) problems.push("--prefix: goes with --all");
  if (all !== true && json === true && to === undefined) {
    problems.push("--json: the document itself is printed; write it into a file with --to");
  }
  const isTold = all === true || typeof to !== "string" || formatOfFile(to) !== undefined;
  if (!isTold && format === undefined) {
    problems.push(`--format: write one of ${fileFormats.join(", ")}`);
  }
  return problems;
}

async function exportOne(
  { format, to, data, json }: ExportValues,
  name: DocumentName,
  output: CommandOutput,
): Promise<number> {
  const { exportDocument } = await import("../export-data.ts");
  const { withStore } = await import("../data-directory.ts");
  const told = to === undefined ? "md" : formatOfFile(to);
  return withStore(data, async (store, directory) => {
    const { bytes, leftOut } = await exportDocument(store, name, format ?? told ?? "md");
    tellPictures(output, "only named in the file", leftOut);
    if (to === undefined) output.bytes(bytes);
    else await writeFile(to, bytes);
    const documents = [{ name, file: to, leftOut }];
    if (json) output.result(`${JSON.stringify({ directory, documents })}\n`);
    return 0;
  });
}

async function exportAll(
  { format = "md", to = ".", prefix, data, json, progress: isAsked }: ExportValues,
  output: CommandOutput,
): Promise<number> {
  const { exportDocuments } = await import("../export-data.ts");
  const { withStore } = await import("../data-directory.ts");
  const progress = new Progress(output, isAsked);
  return withStore(data, async (store, directory) => {
    const documents = await exportDocuments(store, {
      names: await store.list({ prefix }),
      format,
      to,
      onProgress: (done, total, name) => progress.tell(done, total, name),
    });
    progress.end();
    output.result(
      json ? `${JSON.stringify({ directory, to, documents })}\n` : asText(directory, to, documents),
    );
    if (!json) {
      const lines = documents.flatMap(({ name, leftOut }) =>
        leftOut.map((line) => `${name}: ${line}`),
      );
      tellPictures(output, "only named in the files", lines);
    }
    return documents.some(({ problem }) => problem !== undefined) ? 1 : 0;
  });
}

function asText(directory: string, to: string, documents: readonly ExportedDocument[]): string {
  const failed = documents.filter(({ problem }) => problem !== undefined);
  const written = documents.length - failed.length;
  const lines = failed.map(({ name, problem }) => `  ${name}: ${problem}`);
  const total = `${directory}: ${written} of ${counted(documents.length, "document")} written to ${to}`;
  return `${[total, ...lines].join("\n")}\n`;
}

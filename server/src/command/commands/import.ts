/** `coscribe import`: files as documents. */

import { stat } from "node:fs/promises";
import { parseDocumentName } from "@coscribe/shared";
import * as z from "zod";
import { systemClock } from "../../clock.ts";
import { defaultLimits } from "../../options.ts";
import { attempt, counted, tellPictures } from "../attempt.ts";
import { defineCommand, type Command, type CommandOutput } from "../command.ts";
import {
  addedPrefixFlag,
  dataFlag,
  formatFlag,
  jsonFlag,
  maxFileFlag,
  maxFilesFlag,
  nameFault,
  switchFlag,
  wordSchema,
} from "../common-flags.ts";
import { fileFormats, formatOfFile, type FileFormat } from "../../exchange/file-formats.ts";
import type { GivenLine, ValuesOf } from "../flag.ts";
import type { ImportedDocument, ImportedFile, ImportOptions } from "../import-data.ts";
import { Progress, progressFlag } from "../progress.ts";

const flags = {
  format: formatFlag,
  append: switchFlag(
    "write behind what a document holds already; of a yjs file, put both together",
  ),
  prefix: addedPrefixFlag,
  "max-file": maxFileFlag,
  "max-files": maxFilesFlag,
  data: dataFlag,
  progress: progressFlag,
  json: jsonFlag,
};

type ImportValues = ValuesOf<typeof flags>;

const whichFile = "which file, and which document? FILE NAME, or DIRECTORY";

/** See the head of this file. */
export const importCommand: Command = defineCommand({
  name: "import",
  summary: "files as documents: Markdown, HTML, Word, text, JSON, Yjs",
  usage: ["import FILE NAME [options]", "import DIRECTORY [options]"],
  about:
    "Writes a file into a document, or all files of a directory into documents named like them.",
  closing: `Stop the server first; on a running one the page's menu has the same under "Import". A document is made if
there is none, and so is the data directory. Pictures whose bytes are in a file are kept as the server keeps them;
those that it would not take are named, and what they show is told in words.

Of a directory hidden files are left out; its folders are slashes in the names, as export writes them. A yjs file is
one Yjs update; it is examined as any that a client sends, and once it is there, to import it again changes nothing.

Exit codes: 0 written; 1 not all, for instance because a document holds something already; 2 the data directory could
not be opened, for instance because a server is running.`,
  flags,
  operands: z.array(wordSchema).min(1, whichFile).max(2, whichFile),
  conflicts: (line) => [...badName(line), ...noFormat(line)],
  run: (values, output, [file = "", name]) =>
    attempt(
      "import",
      output,
      async () => {
        // Before a database is made for it.
        const isDirectory = (await stat(file)).isDirectory();
        if (isDirectory === (name !== undefined)) throw new Error(whichFile);
        if (name === undefined) return importAll(values, file, output);
        const format = values.format ?? formatOfFile(file) ?? "txt";
        return importOne(values, { file, name, format }, output);
      },
      1,
    ),
});

function badName({ operands: [, name] }: GivenLine): readonly string[] {
  const fault = name === undefined ? undefined : nameFault(name);
  return fault === undefined ? [] : [`${JSON.stringify(name)}: ${fault}`];
}

function noFormat({
  flags: { format, prefix },
  operands: [file, name],
}: GivenLine): readonly string[] {
  if (name === undefined) return [];
  const problems = prefix === undefined ? [] : ["--prefix: goes with a directory"];
  if (format !== undefined || file === undefined || formatOfFile(file) !== undefined)
    return problems;
  return [
    ...problems,
    `--format: write one of ${fileFormats.join(", ")}; ${JSON.stringify(file)} tells none`,
  ];
}

function optionsOf({ append, "max-file": maxFile }: ImportValues): ImportOptions {
  return { appends: append, maxFile: maxFile ?? defaultLimits.maxFileBytes };
}

async function importOne(
  values: ImportValues,
  target: { readonly file: string; readonly name: string; readonly format: FileFormat },
  output: CommandOutput,
): Promise<number> {
  const { file, format } = target;
  const { importFile } = await import("../import-data.ts");
  const { withStore } = await import("../data-directory.ts");
  const { threadBackground } = await import("../../worker/background.ts");
  const name = parseDocumentName(target.name);
  const options = { ...optionsOf(values), background: threadBackground(systemClock) };
  const work = withStore(
    values.data,
    async (store, directory) => {
      const imported = await importFile(store, file, { name, format }, options);
      const documents = [{ file, name, ...imported }];
      if (values.json) output.result(`${JSON.stringify({ directory, documents })}\n`);
      else output.result(`${name}: ${describe(imported)} from ${JSON.stringify(file)}\n`);
      tellPictures(output, "left out", imported.refused);
    },
    { mayBeNew: true, maxFilesBytes: values["max-files"] },
  );
  await work;
  return 0;
}

async function importAll(
  values: ImportValues,
  directory: string,
  output: CommandOutput,
): Promise<number> {
  const { importDirectory } = await import("../import-data.ts");
  const { withStore } = await import("../data-directory.ts");
  const { threadBackground } = await import("../../worker/background.ts");
  const { format, prefix, json } = values;
  const progress = new Progress(output, values.progress);
  const documents = await withStore(
    values.data,
    (store) =>
      importDirectory(store, directory, {
        ...optionsOf(values),
        background: threadBackground(systemClock),
        format,
        prefix,
        onProgress: (done, total, file) => progress.tell(done, total, file),
      }),
    { mayBeNew: true, maxFilesBytes: values["max-files"] },
  );
  progress.end();
  output.result(
    json ? `${JSON.stringify({ directory, documents })}\n` : asText(directory, documents),
  );
  const refused = documents.flatMap(({ file, refused: lines = [] }) =>
    lines.map((line) => `${file}: ${line}`),
  );
  if (!json) tellPictures(output, "left out", refused);
  return documents.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

function asText(directory: string, documents: readonly ImportedDocument[]): string {
  const failed = documents.filter(({ problem }) => problem !== undefined);
  const written = documents.length - failed.length;
  const lines = failed.map(({ file, problem }) => `  ${file}: ${problem}`);
  const total = `${written} of ${counted(documents.length, "file")} of ${directory} are documents now`;
  return `${[total, ...lines].join("\n")}\n`;
}

function describe({ blocks, pictures, isKnown }: ImportedFile): string {
  if (isKnown) return "nothing new";
  if (blocks === undefined) return "an update";
  const taken = pictures === 0 ? "" : ` and ${counted(pictures, "picture")}`;
  return `${counted(blocks, "block")}${taken}`;
}

/** `coscribe import`: files of other programs as documents. */

import * as z from "zod";
import { defaultLimits } from "../../options.ts";
import { defineCommand, type Command } from "../command.ts";
import {
  dataFlag,
  formatFlag,
  maxFileFlag,
  maxFilesFlag,
  nameSchema,
  switchFlag,
  wordSchema,
} from "../common-flags.ts";
import { fileFormats, formatOfFile } from "../exchange-formats.ts";
import type { GivenLine } from "../flag.ts";

/** See the head of this file. */
export const importCommand: Command = defineCommand({
  name: "import",
  summary: "a file as a document",
  usage: ["import FILE NAME [options]"],
  about: "Writes a file of another program into a document.",
  closing: `Stop the server first; on a running one the page's menu has the same under "Import".
The document is made if there is none, and so is the directory. Pictures whose bytes are
in the file are kept as the server keeps them; those that it would not take are named,
and what they show is told in words.

Exit codes: 0 written; 1 not, for instance because the document holds something already;
2 the directory could not be opened, for instance because a server is running.`,
  flags: {
    format: formatFlag,
    append: switchFlag("write behind what the document holds already"),
    "max-file": maxFileFlag,
    "max-files": maxFilesFlag,
    data: dataFlag,
  },
  operands: z.tuple([wordSchema, nameSchema], "which file, and which document? FILE NAME"),
  conflicts: noFormat,
  run: async (values, output, [file, name]) => {
    const { runImport } = await import("../exchange.ts");
    const { append, data, "max-file": maxFile = defaultLimits.maxFileBytes } = values;
    const format = values.format ?? formatOfFile(file) ?? "txt";
    const maxFiles = values["max-files"];
    return runImport({ data, file, format, name, append, maxFile, maxFiles }, output);
  },
});

function noFormat({ flags, operands: [file] }: GivenLine): readonly string[] {
  if (flags["format"] !== undefined || file === undefined) return [];
  if (formatOfFile(file) !== undefined) return [];
  return [`--format: write one of ${fileFormats.join(", ")}; ${JSON.stringify(file)} tells none`];
}

/** `coscribe export`: documents as files of other programs. */

import * as z from "zod";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, formatFlag, storedNameSchema, wordSchema } from "../common-flags.ts";
import { fileFormats, formatOfFile } from "../exchange-formats.ts";
import type { Flag, GivenLine } from "../flag.ts";

const to: Flag<string | undefined> = {
  kind: "value",
  placeholder: "FILE",
  help: "the file; printed if left out",
  schema: wordSchema.optional(),
};

/** See the head of this file. */
export const exportCommand: Command = defineCommand({
  name: "export",
  summary: "a document as a file",
  usage: ["export NAME [options]"],
  about: "Writes a document into a file of another program.",
  closing: `Stop the server first; on a running one the page's menu has the same under "Download".
Every letter is in the file, and pictures are in a docx; shared/src/schema/README.md lists what each format has no
place for.

Exit codes: 0 written; 1 not, for instance because there is no such document; 2 the
directory could not be opened, for instance because a server is running.`,
  flags: { format: { ...formatFlag, help: `${formatFlag.help}, else md` }, to, data: dataFlag },
  operands: z.tuple([storedNameSchema], "which document? One name"),
  conflicts: noFormat,
  run: async ({ format, to: file, data }, output, [name]) => {
    const { runExport } = await import("../exchange.ts");
    const told = file === undefined ? "md" : formatOfFile(file);
    return runExport({ data, name, format: format ?? told ?? "md", to: file }, output);
  },
});

function noFormat({ flags }: GivenLine): readonly string[] {
  const { format, to: file } = flags;
  const isTold =
    format !== undefined || typeof file !== "string" || formatOfFile(file) !== undefined;
  return !isTold ? [`--format: write one of ${fileFormats.join(", ")}`] : [];
}

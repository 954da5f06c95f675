/** `coscribe import-y-sweet`: documents that y-sweet has kept in a directory. */

import type { Command } from "../command.ts";
import { importSourceCommand } from "../import-source-command.ts";

/** See the head of this file. */
export const importYSweetCommand: Command = importSourceCommand({
  name: "import-y-sweet",
  operand: "DIRECTORY",
  program: "y-sweet",
  about:
    "DIRECTORY is the store of y-sweet serve, or a copy of its bucket: NAME/data.ysweet for each document.",
  open: async (path) => (await import("../sources/y-sweet.ts")).openYSweet(path),
});

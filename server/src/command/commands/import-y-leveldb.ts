/** `coscribe import-y-leveldb`: documents that y-websocket's server has kept with y-leveldb. */

import type { Command } from "../command.ts";
import { importSourceCommand } from "../import-source-command.ts";

/** See the head of this file. */
export const importYLevelDbCommand: Command = importSourceCommand({
  name: "import-y-leveldb",
  operand: "DIRECTORY",
  program: "y-leveldb",
  about:
    "That is what y-websocket's server keeps them with, in YPERSISTENCE. LevelDB writes where it reads, so a copy " +
    "of the directory is read, in the system's temporary folder (TMPDIR), which needs as much space.",
  open: async (path) => (await import("../sources/y-leveldb.ts")).openYLevelDb(path),
});

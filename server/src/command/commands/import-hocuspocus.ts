/** `coscribe import-hocuspocus`: documents that Hocuspocus has kept with its SQLite extension. */

import type { Command } from "../command.ts";
import { importSourceCommand } from "../import-source-command.ts";

/** See the head of this file. */
export const importHocuspocusCommand: Command = importSourceCommand({
  name: "import-hocuspocus",
  operand: "FILE",
  program: "Hocuspocus",
  about:
    "FILE is the database of @hocuspocus/extension-sqlite. A copy of it is read, in the system's temporary folder " +
    "(TMPDIR), which needs as much space.",
  open: async (path) => (await import("../sources/hocuspocus.ts")).openHocuspocus(path),
});

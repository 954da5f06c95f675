/** The commands of `coscribe`. A new one is a file and a line here. */

import type { Command } from "./command.ts";
import { backupCommand } from "./commands/backup.ts";
import { checkCommand } from "./commands/check.ts";
import { compactCommand } from "./commands/compact.ts";
import { convertCommand } from "./commands/convert.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { importHocuspocusCommand } from "./commands/import-hocuspocus.ts";
import { importYLevelDbCommand } from "./commands/import-y-leveldb.ts";
import { importYSweetCommand } from "./commands/import-y-sweet.ts";
import { listCommand } from "./commands/list.ts";
import { restoreCommand } from "./commands/restore.ts";
import { serveCommand } from "./commands/serve.ts";
import { tokenCommand } from "./commands/token.ts";

/** What is done where no command is named. */
export const defaultCommand: Command = serveCommand;

/** All of them, in the order in which the help names them. */
export const commands: readonly Command[] = [
  serveCommand,
  tokenCommand,
  listCommand,
  exportCommand,
  importCommand,
  importYLevelDbCommand,
  importHocuspocusCommand,
  importYSweetCommand,
  convertCommand,
  checkCommand,
  compactCommand,
  backupCommand,
  restoreCommand,
];

/** `coscribe check`: examines and repairs a data directory, and says what it found. */

import { stayAwake, systemClock } from "../clock.ts";
import { threadBackground } from "../worker/background.ts";
import { checkData } from "./check-data.ts";
import { reportAsJson, reportAsText, statusOf } from "./check-report.ts";

/** What to check. */
export interface CheckSettings {
  /** The directory of the database. */
  readonly data: string;
  readonly repair: boolean;
  /** Print JSON, for programs. */
  readonly json: boolean;
}

/** Where a command prints. */
export interface CheckOutput {
  readonly result: (text: string) => void;
  readonly error: (text: string) => void;
}

/** The text of `coscribe check --help`. */
export const checkHelpText: string = `Examines the documents and files that a Coscribe server has kept, and repairs them.

Usage: coscribe check [options]

  --data DIRECTORY   where documents are kept (COSCRIBE_DATA, default ./data)
  --repair           make damaged documents usable again with what can be read of
                     them; what cannot be is kept in DIRECTORY/set-aside
  --json             print one JSON object instead of text
  --help             show this text

Stop the server first. Every file is read, every record, and every document is
loaded. Make a backup of the directory before a repair.

Exit codes: 0 everything is sound, or has been repaired; 1 something is damaged;
2 it could not be checked, for instance because a server is running.
`;

/** Runs the check. Resolves to the exit code. */
export async function runCheck(
  { data, repair, json }: CheckSettings,
  output: CheckOutput,
): Promise<number> {
  // Threads and timers let the process end.
  const awake = stayAwake();
  try {
    const report = await checkData({
      directory: data,
      isRepairing: repair,
      clock: systemClock,
      background: threadBackground(systemClock),
    });
    const command = `coscribe check --data ${JSON.stringify(data)} --repair`;
    output.result(json ? reportAsJson(report) : reportAsText(report, command));
    return statusOf(report) === "damaged" ? 1 : 0;
  } catch (error) {
    output.error(`coscribe check: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  } finally {
    awake.cancel();
  }
}

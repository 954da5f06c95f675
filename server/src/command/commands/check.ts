/** `coscribe check`: examines and repairs a data directory, and says what it found. */

import { systemClock } from "../../clock.ts";
import { attempt } from "../attempt.ts";
import { defineCommand, type Command } from "../command.ts";
import { dataFlag, jsonFlag, switchFlag } from "../common-flags.ts";

/** See the head of this file. */
export const checkCommand: Command = defineCommand({
  name: "check",
  summary: "examine and repair what is kept",
  usage: ["check [options]"],
  about: "Examines the documents and files that a Coscribe server has kept, and repairs them.",
  closing: `Stop the server first. Every file is read, every record, and every document is
loaded. Make a backup of the directory before a repair.

Exit codes: 0 everything is sound, or has been repaired; 1 something is damaged;
2 it could not be checked, for instance because a server is running.`,
  flags: {
    data: dataFlag,
    repair: switchFlag(
      "make damaged documents usable again with what can be read of them; what cannot be is kept in " +
        "DIRECTORY/set-aside",
    ),
    json: jsonFlag,
  },
  run: ({ data, repair, json }, output) =>
    attempt("check", output, async () => {
      const { checkData } = await import("../check-data.ts");
      const { reportAsJson, reportAsText, statusOf } = await import("../check-report.ts");
      const { threadBackground } = await import("../../worker/background.ts");
      const report = await checkData({
        directory: data,
        isRepairing: repair,
        clock: systemClock,
        background: threadBackground(systemClock),
      });
      const command = `coscribe check --data ${JSON.stringify(data)} --repair`;
      output.result(json ? reportAsJson(report) : reportAsText(report, command));
      return statusOf(report) === "damaged" ? 1 : 0;
    }),
});

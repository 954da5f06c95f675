/** The command in this process: as `runCommand` in one of its own, in less time. */

import { readCommand, mistakeText } from "@coscribe/server/internal/command/read-command";

/** Runs the command to its end; it ends no process and serves nothing. */
export async function runCommandHere(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const reading = readCommand(args, environment);
  const said = { stdout: "", stderr: "" };
  switch (reading.type) {
    case "mistake":
      return { code: 2, stdout: "", stderr: mistakeText(reading) };
    case "help":
      return { code: 0, stdout: reading.text, stderr: "" };
    case "version":
      throw new Error("the version is told by the command's process");
    case "run": {
      const code = await reading.run({
        result: (text) => void (said.stdout += text),
        bytes: (bytes) => void (said.stdout += Buffer.from(bytes).toString()),
        error: (text) => void (said.stderr += text),
        isTerminal: false,
      });
      return { code, ...said };
    }
  }
}

/** What the command makes of its line and of the environment. */

import { describe, expect, it } from "vitest";
import { mistakeText, readCommand } from "@coscribe/server/internal/command/read-command";
import { commands } from "@coscribe/server/internal/command/registry";
import { runCommandHere } from "../../support/command-here.ts";

/** The problems of a line. */
function problemsOf(line: string, environment: Record<string, string> = {}): readonly string[] {
  const reading = readCommand(line.split(" ").filter(Boolean), environment);
  if (reading.type !== "mistake") throw new Error(`${line} is understood`);
  return reading.problems;
}

describe("the command's line", () => {
  it("V65 has all its mistakes told at once, each with its flag or variable and what to write", () => {
    const environment = { COSCRIBE_DATA: "", COSCRIBE_OPEN: "maybe", COSCRIBE_LOG_LEVEL: "loud" };
    const line =
      "--port 70000 --base /a%b --trusted-proxy here --trusted-proxy 10.0.0.0/8 --nonsense";
    expect(problemsOf(line, environment)).toEqual([
      "--nonsense: there is no such flag",
      '--port: must be a number from 0 to 65535, not "70000"',
      'COSCRIBE_DATA: must not be empty, not ""',
      'COSCRIBE_OPEN: must be true or false, not "maybe"',
      expect.stringMatching(/^--base: must be a path such as .*, not "\/a%b"$/),
      expect.stringMatching(/^--trusted-proxy: must be an IP address .*, not "here"$/),
      expect.stringMatching(/^COSCRIBE_LOG_LEVEL: must be debug, info, warn or error, not "loud"$/),
    ]);
    expect(problemsOf("export a b --to c.pdf --data=")).toHaveLength(3);
    const text = mistakeText({ type: "mistake", problems: ["one", "two"], command: "check" });
    expect(text).toBe("coscribe: 2 things are wrong:\n  one\n  two\nSee coscribe check --help.\n");
  });

  it("V66 is told what was meant: a flag, a command, a value that is missing or too much", () => {
    expect(problemsOf("--prot 1")).toEqual(["--prot: there is no such flag; is it --port?"]);
    expect(problemsOf("chekc")).toEqual(['"chekc": there is no such command; is it check?']);
    expect(problemsOf("help chekc")).toEqual(['"chekc": there is no such command; is it check?']);
    expect(problemsOf("frobnicate")[0]).toMatch(/write one of serve, .*check/);
    expect(problemsOf("--port")).toEqual(["--port: write a value behind it: --port NUMBER"]);
    expect(problemsOf("--data --open")[0]).toMatch(/begins with a dash as --data=--open/);
    expect(problemsOf("check --json=yes")).toEqual(["--json: takes no value"]);
    expect(problemsOf("check me")).toEqual(['"me": nothing can be done with it']);
  });

  it("V66 takes the last of what is given twice", () => {
    const { type } = readCommand(["check", "--data", "", "--data", "b"], {});
    expect(type).toBe("run");
  });

  it("V67 is explained for each command, with every flag, its variable and its default", async () => {
    const whole = await runCommandHere(["help"]);
    expect(await runCommandHere(["--help"])).toEqual(whole);
    for (const { name, summary } of commands) {
      expect(whole.stdout).toContain(summary.split(" ")[0]);
      const help = await runCommandHere(["help", name]);
      expect(await runCommandHere([name, "--help"])).toEqual(help);
      expect(help.stdout).toContain(`Usage: coscribe ${name === "serve" ? "" : name}`);
      expect(Math.max(...help.stdout.split("\n").map(({ length }) => length))).toBeLessThan(89);
    }
    expect(whole.stdout).toMatch(
      /--data DIRECTORY +where documents are kept \(COSCRIBE_DATA, default/,
    );
  });

  it("V68 wins over the environment, in which switches and lists have values, too", () => {
    const environment = {
      COSCRIBE_OPEN: "1",
      COSCRIBE_TRUSTED_PROXY: "10.0.0.0/8, ::1",
      PORT: "0",
    };
    expect(readCommand([], environment)).toMatchObject({ type: "run" });
    expect(readCommand(["--port", "1"], { PORT: "wrong" })).toMatchObject({ type: "run" });
    expect(problemsOf("", { COSCRIBE_TRUSTED_PROXY: "10.0.0.0/8 you" })).toEqual([
      expect.stringMatching(/^COSCRIBE_TRUSTED_PROXY: .*, not "you"$/),
    ]);
  });
});

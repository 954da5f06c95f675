/** The arguments of `coscribe` and the environment → what to do. */

import type { Command, Reading } from "./command.ts";
import { nearest } from "./nearest.ts";
import type { Environment } from "./read-line.ts";
import { commands, defaultCommand } from "./registry.ts";

/** Reads `args` (without node and the script) and `environment`. Never throws. */
export function readCommand(args: readonly string[], environment: Environment): Reading {
  const [first, ...others] = args;
  if (first === undefined || first.startsWith("-")) {
    const reading = defaultCommand.read(args, environment);
    return reading.type === "help" ? helpOf(defaultCommand) : reading;
  }
  const command = named(first);
  if (command !== undefined) return command.read(others, environment);
  if (first !== "help") return noCommand(first);
  const [name] = others;
  if (name === undefined) return helpOf(defaultCommand);
  const explained = named(name);
  return explained === undefined ? noCommand(name) : { type: "help", text: explained.help() };
}

function named(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}

/** The help of the whole: of what is done where no command is named, and the commands there are. */
function helpOf(command: Command): Reading {
  return { type: "help", text: command.help(commands) };
}

function noCommand(name: string): Reading {
  const names = commands.map((command) => command.name);
  const near = nearest(name, names);
  const what = near === undefined ? `write one of ${names.join(", ")}` : `is it ${near}?`;
  const problem = `${JSON.stringify(name)}: there is no such command; ${what}`;
  return { type: "mistake", problems: [problem], command: "" };
}

/** What to tell somebody whose line is wrong. */
export function mistakeText({ problems, command }: Extract<Reading, { type: "mistake" }>): string {
  const help = `See coscribe ${command === "" ? "" : `${command} `}--help.`;
  const [first] = problems;
  if (problems.length === 1) return `coscribe: ${first}\n${help}\n`;
  const lines = problems.map((problem) => `  ${problem}`);
  return [`coscribe: ${problems.length} things are wrong:`, ...lines, help, ""].join("\n");
}

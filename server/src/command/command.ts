/**
 * A command of `coscribe`: what may stand on its line, and what it does. Each is a file in `commands/` and a
 * line in `registry.ts`.
 */

import * as z from "zod";
import { helpFlag } from "./common-flags.ts";
import type { Flags, GivenLine, ValuesOf } from "./flag.ts";
import { helpTextOf } from "./help-text.ts";
import { readLine, type Environment } from "./read-line.ts";

/** Where a command prints. */
export interface CommandOutput {
  /** What was asked for. */
  readonly result: (text: string) => void;
  /** The same as bytes. */
  readonly bytes: (bytes: Uint8Array) => void;
  /** What went wrong, and how far it is. */
  readonly error: (text: string) => void;
  /** Whether somebody watches what `error` writes. */
  readonly isTerminal: boolean;
}

/** How a command is written down. */
export interface CommandDefinition<Given extends Flags, Operands extends readonly unknown[]> {
  readonly name: string;
  /** What it does, in one line without a full stop, for the list of commands. */
  readonly summary: string;
  /** What follows `coscribe`, a line for each way to call it. */
  readonly usage: readonly string[];
  /** The first paragraphs of its help; the last ones. An empty line is between two; the rest is wrapped. */
  readonly about: string;
  readonly closing: string;
  readonly flags: Given;
  /** What may stand on the line beside flags, such as names; messages of its own. Nothing if left out. */
  readonly operands?: z.ZodType<Operands>;
  /**
   * What of a line does not go together, each a sentence with the flag's name; asked also where flags are
   * wrong by themselves.
   */
  readonly conflicts?: (line: GivenLine) => readonly string[];
  /** Does it. Resolves to the exit code: 0 done, 1 some of it not, 2 it could not begin. Never rejects. */
  readonly run: (
    values: ValuesOf<Given>,
    output: CommandOutput,
    operands: Operands,
  ) => Promise<number>;
}

/** What to do with a line. */
export type Reading =
  | { readonly type: "run"; readonly run: (output: CommandOutput) => Promise<number> }
  | { readonly type: "help"; readonly text: string }
  | { readonly type: "version" }
  /** All that is wrong with the line and the environment, each naming its flag or variable. */
  | { readonly type: "mistake"; readonly problems: readonly string[]; readonly command: string };

/** A command that lines can be read for. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What `--help` shows. `others` are the commands to name in it, if any. */
  help(others?: readonly Command[]): string;
  /** Reads what follows the command's name. Never throws. */
  read(args: readonly string[], environment: Environment): Reading;
}

const noOperands = z.array(z.string().refine(() => false, "nothing can be done with it"));

/** Makes a command of its definition. */
export function defineCommand<Given extends Flags, Operands extends readonly unknown[] = never[]>(
  definition: CommandDefinition<Given, Operands>,
): Command {
  const { name, summary, conflicts, run } = definition;
  const flags: Flags = { ...definition.flags, help: helpFlag };
  const operandsSchema = definition.operands ?? (noOperands as unknown as z.ZodType<Operands>);
  const help: Command["help"] = (others = []) => helpTextOf({ ...definition, flags }, others);
  return {
    name,
    summary,
    help,
    read(args, environment) {
      const line = readLine(args, environment, flags);
      if (line.given["help"] === true) return { type: "help", text: help() };
      if (line.given["version"] === true) return { type: "version" };
      const operands = operandsSchema.safeParse(line.operands);
      const problems = [
        ...line.problems,
        ...(line.hasUnknown ? [] : operandProblems(operands.error, line.operands)),
        ...(conflicts?.({ flags: line.given, operands: line.operands }) ?? []),
      ];
      if (problems.length > 0 || !operands.success) {
        return { type: "mistake", problems, command: name };
      }
      const values = line.values as ValuesOf<Given>;
      return { type: "run", run: (output) => run(values, output, operands.data) };
    },
  };
}

/** An operand that is wrong is named; what is wrong with all of them together is said as it is. */
function operandProblems(error: z.ZodError | undefined, operands: readonly string[]): string[] {
  const issues = error?.issues ?? [];
  const ofOne = issues.filter(({ path }) => path.length > 0);
  return (ofOne.length > 0 ? ofOne : issues).map(({ path: [index], message }) =>
    index === undefined ? message : `${JSON.stringify(operands[Number(index)])}: ${message}`,
  );
}

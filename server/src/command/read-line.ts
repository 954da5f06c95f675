/**
 * A command line and the environment → the values of flags, and everything that is wrong with them, all at
 * once. A flag that is given wins over its variable.
 */

import { parseArgs, type ParseArgsConfig } from "node:util";
import type * as z from "zod";
import type { Flag, Flags, GivenValue } from "./flag.ts";
import { nearest } from "./nearest.ts";

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What was read. */
export interface ReadLine {
  /** By flag: what its schema made of it; only those with which nothing is wrong. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By flag: what was given, or its default. */
  readonly given: Readonly<Record<string, GivenValue>>;
  readonly operands: readonly string[];
  /** Whether some flag is none of ours, so that what follows it may be its value, and no operand. */
  readonly hasUnknown: boolean;
  /** Each names its flag or variable. */
  readonly problems: readonly string[];
}

/** A flag as it stands on a line. */
interface FlagGiven {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value is in the same word. */
  readonly inlineValue?: boolean | undefined;
}

/** Reads `args` (without node, script and command) and `environment`. Never throws. */
export function readLine(
  args: readonly string[],
  environment: Environment,
  flags: Flags,
): ReadLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(flags).map(optionOf)),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const problems: string[] = [];
  const onLine = new Map<string, GivenValue>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    const problem = flag === undefined ? unknownFlag(token, flags) : valueProblem(token, flag);
    if (problem !== undefined) problems.push(problem);
    else if (flag?.kind === "values") {
      const before = (onLine.get(token.name) ?? []) as readonly string[];
      onLine.set(token.name, [...before, token.value ?? ""]);
    }
    // The last one counts: whoever runs a script that has it adds theirs at the end.
    else onLine.set(token.name, token.value ?? true);
  }
  const values: Record<string, unknown> = {};
  const given: Record<string, GivenValue> = {};
  const told = new Set(tokens.flatMap((token) => (token.kind === "option" ? [token.name] : [])));
  for (const [name, flag] of Object.entries(flags)) {
    // Of a flag that is wrong on the line that has been said; its variable is not asked instead.
    if (told.has(name) && !onLine.has(name)) continue;
    const source = onLine.has(name)
      ? { name: `--${name}`, value: onLine.get(name) }
      : fromEnvironment(name, flag, environment);
    if (source.value !== undefined) given[name] = source.value;
    const result = flag.schema.safeParse(source.value);
    if (result.success) values[name] = result.data;
    else problems.push(...describe(result.error, source, flag));
  }
  const operands = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const hasUnknown = [...told].some((name) => !Object.hasOwn(flags, name));
  return { values, given, operands, hasUnknown, problems };
}

function optionOf([name, { kind, short }]: [string, Flag]): [
  string,
  NonNullable<ParseArgsConfig["options"]>[string],
] {
  const type = kind === "switch" ? "boolean" : "string";
  return [name, { type, multiple: true, ...(short !== undefined && { short }) }];
}

function unknownFlag({ name, rawName }: FlagGiven, flags: Flags): string {
  const near = nearest(name, Object.keys(flags));
  return `${rawName}: there is no such flag${near === undefined ? "" : `; is it --${near}?`}`;
}

function valueProblem(
  { name, value, inlineValue }: FlagGiven,
  { kind, placeholder = "VALUE" }: Flag,
): string | undefined {
  if (kind === "switch") return value === undefined ? undefined : `--${name}: takes no value`;
  if (value === undefined) return `--${name}: write a value behind it: --${name} ${placeholder}`;
  if (inlineValue === false && /^-./.test(value)) {
    return `--${name}: write a value behind it, and one that begins with a dash as --${name}=${value}`;
  }
  return undefined;
}

interface Source {
  /** The flag or the variable. */
  readonly name: string;
  readonly value: GivenValue;
}

function fromEnvironment(name: string, flag: Flag, environment: Environment): Source {
  const { kind, variable } = flag;
  const text = variable === undefined ? undefined : environment[variable];
  if (variable === undefined || text === undefined) {
    return { name: `--${name}`, value: flag.default ?? unsaid[kind] };
  }
  switch (kind) {
    case "switch":
      return { name: variable, value: switches.get(text.toLowerCase()) ?? text };
    case "values":
      return { name: variable, value: text.split(/[\s,]+/).filter((part) => part !== "") };
    case "value":
      return { name: variable, value: text };
  }
}

const unsaid = { switch: false, value: undefined, values: [] } as const;

const switches: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
  ["", false],
]);

/** Each thing that is wrong: where it was said, what is wrong, and with what. */
function describe({ issues }: z.ZodError, { name, value }: Source, flag: Flag): string[] {
  if (value === undefined) return [`${name}: is needed; write ${name} ${flag.placeholder ?? ""}`];
  return issues.map(({ path: [index], message }) => {
    const wrong = typeof value === "object" ? value[Number(index ?? 0)] : value;
    const shown = flag.isSecret === true ? "" : `, not ${JSON.stringify(wrong)}`;
    return `${name}: ${flag.kind === "switch" ? "must be true or false" : message}${shown}`;
  });
}

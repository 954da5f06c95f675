/** The command line. */

import { parseArgs } from "node:util";
import { contestants, type Contestant } from "./servers/contestants.ts";
import type { Workload } from "./workload.ts";
import { workloads } from "./workloads/index.ts";

/** What is to be done. */
export interface Arguments {
  readonly workloads: readonly Workload[];
  readonly contestants: readonly Contestant[];
  /** In place of each workload's own number of repetitions. */
  readonly repeat: number | undefined;
  /** Where the results are written. */
  readonly json: string | undefined;
  /** Profile Coscribe instead of comparing. */
  readonly profile: boolean;
}

/** How to use it. */
export const usage: string = `npm run bench -- [workload …] [--repeat N] [--only contestant,…] [--json FILE] [--profile]

workloads: ${workloads.map(({ name }) => name).join(", ")}
contestants: ${contestants.map(({ name }) => name).join(", ")}
`;

/** Reads the command line. Throws with a message for the person who wrote it. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      repeat: { type: "string" },
      only: { type: "string" },
      json: { type: "string" },
      profile: { type: "boolean", default: false },
    },
  });
  const repeat = values.repeat === undefined ? undefined : Number(values.repeat);
  if (repeat !== undefined && !(Number.isInteger(repeat) && repeat > 0)) {
    throw new Error(`--repeat ${values.repeat} is not a number of times`);
  }
  return {
    workloads: chosen(workloads, positionals),
    contestants: chosen(contestants, values.only?.split(",") ?? []),
    repeat,
    json: values.json,
    profile: values.profile,
  };
}

/** Those that are named; all, if none is. */
function chosen<T extends { readonly name: string }>(
  all: readonly T[],
  names: readonly string[],
): readonly T[] {
  const unknown = names.find((name) => all.every((one) => one.name !== name));
  if (unknown !== undefined) throw new Error(`there is no ${unknown}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** The flags of a command line: what each is called, where else it may come from, what it may be. */

import type * as z from "zod";

/** One flag, such as `--port NUMBER`. */
export interface Flag<Output = unknown> {
  /**
   * How it is given: `--json` alone, `--port 80` once, or `--allow-origin X` any number of times. In a
   * variable of the environment a switch is `true` or `false`, and several values have spaces or commas
   * between them.
   */
  readonly kind: "switch" | "value" | "values";
  /** What stands for the value in the help, such as `NUMBER`; left out for switches. */
  readonly placeholder?: string;
  /** The variable of the environment that it may come from; a flag that is given wins. */
  readonly variable?: string;
  /** What it is where nobody says anything; told in the help. */
  readonly default?: string;
  /** What it does, for the help, without its variable and its default. */
  readonly help: string;
  /** The same as one letter. */
  readonly short?: string;
  /** Never repeat its value, not even where it is wrong. */
  readonly isSecret?: boolean;
  /**
   * What it may be, and what is made of it. Of a switch it is given a boolean, of several values an array, of
   * a value a string, or undefined where there is none. Its messages continue "--port: ", such as "must be a
   * number".
   */
  readonly schema: z.ZodType<Output>;
}

/** Flags by their names, without dashes. */
export type Flags = Readonly<Record<string, Flag>>;

/** What is made of flags: for each the output of its schema. */
export type ValuesOf<Given extends Flags> = {
  readonly [Name in keyof Given]: z.output<Given[Name]["schema"]>;
};

/** What stands on a line and in the environment, as it was given. */
export interface GivenLine {
  /** By the flag's name, without dashes; only those that were given or have a default. */
  readonly flags: Readonly<Record<string, GivenValue>>;
  readonly operands: readonly string[];
}

/** What was given with a flag: see {@link Flag.kind}. A variable may give a switch what is none. */
export type GivenValue = boolean | string | readonly string[] | undefined;

/** The command line. */

import { parseArgs } from "node:util";
import { editors, type EditorContestant } from "./contestants.ts";

/** What is compared: typing in documents of some sizes, a large paste, opening behind a slow link. */
export const comparisonNames = ["typing", "paste", "slow-link"] as const;

/** One of {@link comparisonNames}. */
export type ComparisonName = (typeof comparisonNames)[number];

/** What is to be done. */
export interface EditorArguments {
  readonly comparisons: readonly ComparisonName[];
  readonly editors: readonly EditorContestant[];
  /** Sizes of documents. */
  readonly paragraphs: readonly number[];
  /** How often each editor is measured with each document. */
  readonly rounds: number;
  /** Where the results are written. */
  readonly json: string | undefined;
  /** Profile Coscribe's typing instead of comparing. */
  readonly profile: boolean;
}

/** How to use it. */
export const usage: string = `npm run bench:editor -- [comparison …] [--only editor,…] [--paragraphs N,…] [--rounds N] [--json FILE] [--profile]

comparisons: ${comparisonNames.join(", ")}
editors: ${editors.map(({ name }) => name).join(", ")}
`;

/** Paragraphs must be that many, so that those who are near each other do not meet. */
const leastParagraphs = 200;

/** Reads the command line. Throws with a message for the person who wrote it. */
export function readArguments(args: readonly string[]): EditorArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: "string" },
      paragraphs: { type: "string", default: "2000,10000" },
      rounds: { type: "string", default: "5" },
      json: { type: "string" },
      profile: { type: "boolean", default: false },
    },
  });
  return {
    comparisons: positionals.length === 0 ? comparisonNames : positionals.map(comparisonNamed),
    editors: values.only === undefined ? editors : values.only.split(",").map(editorNamed),
    paragraphs: values.paragraphs
      .split(",")
      .map((number) => wholeNumber("paragraphs", number, leastParagraphs)),
    rounds: wholeNumber("rounds", values.rounds, 1),
    json: values.json,
    profile: values.profile,
  };
}

function comparisonNamed(name: string): ComparisonName {
  const comparison = comparisonNames.find((one) => one === name);
  if (comparison === undefined) throw new Error(`there is no comparison ${name}`);
  return comparison;
}

function editorNamed(name: string): EditorContestant {
  const editor = editors.find((one) => one.name === name);
  if (editor === undefined) throw new Error(`there is no ${name}`);
  return editor;
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) {
    throw new Error(`--${option} ${text} is not a whole number of at least ${least}`);
  }
  return number;
}

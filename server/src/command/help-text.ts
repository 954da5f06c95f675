/** The text of a command's `--help`: made of its flags, so that it names each with its variable and default. */

import type { Flag, Flags } from "./flag.ts";

/** What of a command stands in its help. */
export interface Explained {
  readonly usage: readonly string[];
  readonly about: string;
  readonly closing: string;
  readonly flags: Flags;
}

const width = 88;

/** The help of a command; `others` are commands that it names, with what they do. */
export function helpTextOf(
  { usage, about, closing, flags }: Explained,
  others: readonly { readonly name: string; readonly summary: string }[],
): string {
  const lines = usage.map((each, index) => `${index === 0 ? "Usage:" : "      "} coscribe ${each}`);
  const parts = [paragraphs(about), lines.join("\n")];
  if (others.length > 0) {
    const rows = others.map(({ name, summary }) => [`  ${name}`, summary] as const);
    parts.push(`Commands; coscribe help NAME tells more:\n\n${table(rows)}`);
  }
  parts.push(table(Object.entries(flags).map(rowOf)), paragraphs(closing));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function rowOf([name, flag]: [string, Flag]): readonly [string, string] {
  const { placeholder, help, variable, default: value } = flag;
  const notes = [variable, value === undefined ? undefined : `default ${value}`];
  const note = notes.filter((each) => each !== undefined).join(", ");
  return [
    `  --${name}${placeholder === undefined ? "" : ` ${placeholder}`}`,
    `${help}${note === "" ? "" : ` (${note})`}`,
  ];
}

function paragraphs(text: string): string {
  const each = text.split("\n\n").map((paragraph) => wrapped(paragraph, width).join("\n"));
  return each.join("\n\n");
}

/** Two columns, the second one wrapped. */
function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([first]) => first.length)) + 2;
  return rows
    .map(([first, second]) => {
      const lines = wrapped(second, width - left);
      return `${first.padEnd(left)}${lines.join(`\n${" ".repeat(left)}`)}`;
    })
    .join("\n");
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

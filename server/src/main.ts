#!/usr/bin/env node
/**
 * The command `coscribe`: reads its line and the environment, and does what they say. The only file that
 * reads the environment.
 */

import { readFileSync } from "node:fs";
import { preferMemory } from "./command/memory.ts";

// First, so that what is loaded leaves no garbage either.
preferMemory();

// Node 20 opens the files of all that a module imports at once: some 150 here, 64 of them zod's
// languages. One part after the other, a process that may open 100 files starts, too.
await import("zod");
const { mistakeText, readCommand } = await import("./command/read-command.ts");

const reading = readCommand(process.argv.slice(2), process.env);
switch (reading.type) {
  case "help":
    process.stdout.write(reading.text);
    break;
  case "version":
    process.stdout.write(`${versionOf()}\n`);
    break;
  case "mistake":
    process.stderr.write(mistakeText(reading));
    process.exitCode = 2;
    break;
  case "run":
    process.exitCode = await reading.run({
      result: (text) => process.stdout.write(text),
      bytes: (bytes) => process.stdout.write(bytes),
      error: (text) => process.stderr.write(text),
      isTerminal: process.stderr.isTTY,
    });
    break;
  default:
    reading satisfies never;
}

function versionOf(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

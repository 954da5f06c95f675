/** Programs as READMEs and examples have them, run as they stand there but for port and data directory. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import { root } from "./source-files.ts";
import { until } from "./until.ts";

/** A program in a process of its own. */
export interface Program {
  /** What it has written so far. */
  readonly output: () => string;
  /** Ends it with SIGTERM; resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Its exit code, when it has ended by itself. */
  readonly ended: () => Promise<number | null>;
}

/** All code of a language in a README. */
export function readmeBlocks(readme: string, language = "ts"): readonly string[] {
  const blocks = readFileSync(join(root, readme), "utf8").matchAll(/```(\w+)\n(.*?)```/gs);
  return [...blocks].flatMap(([, ofLanguage, code = ""]) => (ofLanguage === language ? code : []));
}

/** The code in a README that mentions `word`. */
export function readmeBlock(readme: string, word: string, language = "ts"): string {
  const found = readmeBlocks(readme, language).find((block) => block.includes(word));
  if (found === undefined) throw new Error(`no ${language} with ${word} in ${readme}`);
  return found;
}

/** The same code for a port and a data directory of a test. */
export function placed(code: string, port: number, data: string): string {
  return code.replaceAll("1234", String(port)).replaceAll('"./data"', JSON.stringify(data));
}

/** Runs code as a program beside the packages' sources. */
export function runProgram(code: string): Program {
  const folder = mkdtempSync(join(root, "test", ".snippet-"));
  writeFileSync(join(folder, "program.ts"), code);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return startNode([
    "--conditions=@coscribe/source",
    "--import",
    "tsx",
    join(folder, "program.ts"),
  ]);
}

/** Starts Node with these arguments; it ends with the test. */
export function startNode(args: readonly string[], folder?: string): Program {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    ...(folder !== undefined && { cwd: folder }),
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(child, "close") as Promise<[number | null]>;
  const ended: Program["ended"] = async () => (await closed)[0];
  const stop: Program["stop"] = async () => {
    child.kill("SIGTERM");
    return ended();
  };
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await closed;
  });
  return { output: () => output, stop, ended };
}

/** A port that nobody has, for a program that cannot be asked for the one it took. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Resolves when something answers plain requests of this address with success. */
export async function untilServed(url: string): Promise<void> {
  await until(`an answer of ${url}`, async () => {
    return (await fetch(url).catch(() => undefined))?.ok === true;
  });
}

/** Writes through one client and reads through another. */
export async function expectToServe(url: string): Promise<void> {
  const writer = connect(url, "doc");
  const reader = connect(url, "doc");
  onTestFinished(() => {
    writer.close();
    reader.close();
  });
  await Promise.all([writer.synced(), reader.synced()]);
  writer.doc.getText("text").insert(0, "served");
  await until("the edit", () => reader.doc.getText("text").length === 6);
  expect(reader.doc.getText("text").toString()).toBe("served");
}

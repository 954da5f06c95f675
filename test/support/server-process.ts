/** The real command in a process of its own, as built. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
const restless = fileURLToPath(new URL("restless-server.mjs", import.meta.url));

/** A running server. */
export interface ServerProcess {
  /** `ws://localhost:…` */
  readonly url: string;
  /** `http://localhost:…` */
  readonly httpUrl: string;
  readonly process: ChildProcess;
  /** Everything it has logged, as parsed JSON. */
  readonly log: readonly Record<string, unknown>[];
  /** Ends it with a signal; resolves to its exit code, or null when the signal ended it. */
  stop(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | null>;
}

/** Starts the command on a free port and waits until it serves; it ends with the test. */
export async function startServer(data: string, ...flags: string[]): Promise<ServerProcess> {
  return start([main, "--port", "0", "--data", data, ...flags]);
}

/** Starts the command by another one, such as `ulimit` or `setpriv`, which runs its arguments. */
export async function startServerBy(
  runner: readonly string[],
  data: string,
): Promise<ServerProcess> {
  return start([main, "--port", "0", "--data", data], runner);
}

/** Starts a server that closes documents at once when nobody needs them. */
export async function startRestlessServer(data: string): Promise<ServerProcess> {
  return start([restless, data]);
}

/** Starts the command as it is installed somewhere. */
export async function startInstalledServer(file: string, data: string): Promise<ServerProcess> {
  return startBy([file, "--port", "0", "--data", data]);
}

async function start(
  args: readonly string[],
  runner: readonly string[] = [],
): Promise<ServerProcess> {
  return startBy([...runner, process.execPath, ...args]);
}

async function startBy([command = "", ...rest]: readonly string[]): Promise<ServerProcess> {
  const child = spawn(command, rest, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const stop: ServerProcess["stop"] = async (signal) => {
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await stop("SIGKILL");
  });
  const log: Record<string, unknown>[] = [];
  const httpUrl = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      log.push(entry);
      if (typeof entry["url"] === "string") resolve(entry["url"]);
    });
    child.once("exit", (code) => {
      reject(new Error(`the server ended with ${code}: ${JSON.stringify(log)}`));
    });
  });
  return { url: httpUrl.replace("http:", "ws:"), httpUrl, process: child, log, stop };
}

/** Runs the command to its end; for `--help`, mistakes and refusals. */
export async function runCommand(
  flags: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [main, ...flags], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

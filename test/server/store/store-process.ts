/** Runs `store-child.ts`: a process of its own with a store, that can be killed. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a child left behind. */
export interface ChildOutcome {
  /** The lines it printed, the last one only where it was ended. */
  readonly lines: readonly string[];
  readonly exitCode: number | null;
}

/** A child at work. */
export interface StoreChild {
  /** Resolves when it has printed that many lines. Rejects where it ends before. */
  lines(count: number): Promise<void>;
  /** Ends it as a power switch would, as far as the process is concerned. */
  kill(): Promise<ChildOutcome>;
  /** Resolves when it has ended by itself. */
  ended(): Promise<ChildOutcome>;
}

const nodeOptions = ["--conditions=@coscribe/source", "--import", "tsx"];
const script = fileURLToPath(new URL("store-child.ts", import.meta.url));

/** Starts a child with a task and its directory. Its stderr appears in the test's output. */
export function startStore(task: string, directory: string): StoreChild {
  return follow([process.execPath, ...nodeOptions, script, task, directory]);
}

/**
 * The same on a disk that is soon full: no file grows beyond so many megabytes, or twice as many, as
 * the shell counts.
 */
export function startStoreOnSmallDisk(task: string, directory: string, megabytes = 1): StoreChild {
  const limited = `ulimit -f ${megabytes * 2048} && exec "$0" "$@"`;
  return follow(["sh", "-c", limited, process.execPath, ...nodeOptions, script, task, directory]);
}

/** The same for a process that may have only so many files open. */
export function startStoreWithDescriptors(
  task: string,
  directory: string,
  descriptors: number,
): StoreChild {
  const limited = `ulimit -n ${descriptors} && exec "$0" "$@"`;
  return follow(["sh", "-c", limited, process.execPath, ...nodeOptions, script, task, directory]);
}

function follow([command = "", ...args]: readonly string[]): StoreChild {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  let onPrinted: (() => void) | undefined;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    printed += chunk;
    onPrinted?.();
  });
  const lines = (): string[] => printed.split("\n").slice(0, -1);
  const ended = new Promise<ChildOutcome>((resolve) => {
    child.on("close", (exitCode) => resolve({ lines: lines(), exitCode }));
  });
  return {
    lines: (count) =>
      new Promise((resolve, reject) => {
        onPrinted = () => {
          if (lines().length >= count) resolve();
        };
        onPrinted();
        void ended.then(() => reject(new Error(`ended after ${lines().length} lines`)));
      }),
    kill() {
      child.kill("SIGKILL");
      return ended;
    },
    ended: () => ended,
  };
}

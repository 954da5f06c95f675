/**
 * What the operating system says about a process (Linux, /proc). Processor time counts all threads,
 * those that have ended too, in ticks of 10 ms.
 */

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Processor time used so far. */
export interface CpuTime {
  readonly userMs: number;
  /** Time in system calls; on loopback that includes the receiving half of each send. */
  readonly systemMs: number;
  /** Of both, what the main thread used: JavaScript and the sockets, not the disk. */
  readonly mainMs: number;
}

/** USER_HZ: 100 on every architecture that Node runs on. */
const msPerTick = 10;

/** Processor time of a process since it started. */
export function cpuTimeOf(pid: number): CpuTime {
  const all = ticksIn(`/proc/${pid}/stat`);
  const main = ticksIn(`/proc/${pid}/task/${pid}/stat`);
  return {
    userMs: all.user * msPerTick,
    systemMs: all.system * msPerTick,
    mainMs: (main.user + main.system) * msPerTick,
  };
}

function ticksIn(file: string): { readonly user: number; readonly system: number } {
  const stat = readFileSync(file, "utf8");
  // The second field is a name in brackets, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { user: Number(fields[11]), system: Number(fields[12]) };
}

/** Resident memory of a process in bytes: now, and at most since {@link resetPeak}. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** Starts counting the peak anew. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** Bytes that a process has had written to disk. */
export function writtenBytesOf(pid: number): number {
  const io = readFileSync(`/proc/${pid}/io`, "utf8");
  return Number(/^write_bytes: (\d+)/m.exec(io)?.[1] ?? 0);
}

/** Bytes that the files in `folder` take on disk. */
export function bytesOnDisk(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).blocks * 512, 0);
}

/** Files that this process may have open. */
export function openFileLimit(): number {
  const limits = readFileSync("/proc/self/limits", "utf8");
  return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? 0);
}

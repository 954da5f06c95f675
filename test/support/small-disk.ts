/** Disks that are soon full: a file system in memory of a few megabytes. Needs the right to mount. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Part } from "./part.ts";

/** A small disk. */
export interface SmallDisk {
  /** A directory on it, for a store. */
  readonly data: string;
  /** Uses up all that is left of it. */
  fill(): void;
  /** Gives that free again. */
  clear(): void;
}

/** Makes a disk of `megabytes` that is gone after the test. */
export type MakeSmallDisk = (megabytes: number) => SmallDisk;

/** Small disks, where this machine lets this user have them. */
export const smallDisks: Part<MakeSmallDisk> = canMount()
  ? { isHere: true, value: makeSmallDisk }
  : {
      isHere: false,
      because: "this user may not mount a file system",
      getIt: "sudo npm test, on Linux",
    };

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "coscribe-mount-"));
  const isMounted = mount(folder, 1);
  if (isMounted) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
}

function mount(folder: string, megabytes: number): boolean {
  const options = ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "tmpfs", folder];
  return process.platform === "linux" && spawnSync("mount", options).status === 0;
}

function makeSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "coscribe-disk-"));
  if (!mount(folder, megabytes)) throw new Error(`cannot mount a file system on ${folder}`);
  onTestFinished(() => {
    spawnSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const ballast = join(folder, "ballast");
  return {
    data: join(folder, "data"),
    fill() {
      // In small steps, so that nothing is left.
      for (const size of [64 * 1024, 4_096, 1]) {
        try {
          for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: "a" });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
    },
    clear: () => rmSync(ballast),
  };
}

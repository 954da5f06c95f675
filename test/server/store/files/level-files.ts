/** LevelDB's files in a directory, as they are. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest, type Manifest } from "@coscribe/server/internal/store/level/files/manifest";

/** A file and its content. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The newest file whose name ends with `ending`. */
export function newestFile(directory: string, ending: string): FoundFile {
  const newest = readdirSync(directory)
    .filter((file) => file.endsWith(ending))
    .toSorted()
    .at(-1);
  if (newest === undefined) throw new Error(`no ${ending} in ${directory}`);
  const path = join(directory, newest);
  return { path, bytes: readFileSync(path) };
}

/** The newest log. */
export function logFileIn(directory: string): FoundFile {
  return newestFile(directory, ".log");
}

/** What the MANIFEST says. */
export function manifestIn(directory: string): Manifest {
  const current = readFileSync(join(directory, "CURRENT"), "latin1").trim();
  const manifest = readManifest(readFileSync(join(directory, current)));
  if (manifest === undefined) throw new Error("the MANIFEST cannot be read");
  return manifest;
}

/**
 * The door that a running server keeps for commands on its data directory: its address and a key, in a file of the
 * directory that only its owner may read. Whoever may read that could read the documents as well.
 */

import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const doorFile = "operator.json";

/** Where a server is reached, and what it wants to be shown. */
export interface OperatorDoor {
  readonly url: string;
  readonly key: string;
}

const doorSchema: z.ZodType<OperatorDoor> = z.object({ url: z.url(), key: z.string().min(1) });

/** A key that nobody guesses. */
export function makeOperatorKey(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The URL of a server that listens on `host` by an address that it listens on, whatever `localhost` means on this
 * machine.
 */
export function addressOf(url: string, host: string): string {
  const address = new Map([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "::1"],
  ]);
  const found = address.get(host) ?? host;
  const target = new URL(url);
  target.hostname = found.includes(":") ? `[${found}]` : found;
  return target.href.replace(/\/$/, "");
}

/** Writes the file; only its owner may read it. */
export async function openDoor(directory: string, door: OperatorDoor): Promise<void> {
  const path = join(directory, doorFile);
  // An old one may have been made readable by others.
  await rm(path, { force: true });
  await writeFile(path, `${JSON.stringify(door)}\n`, { mode: 0o600 });
}

/** Removes the file. */
export async function closeDoor(directory: string): Promise<void> {
  await rm(join(directory, doorFile), { force: true });
}

/** The door of the server that has a directory; undefined where none is told of. */
export async function findDoor(directory: string): Promise<OperatorDoor | undefined> {
  try {
    return doorSchema.parse(JSON.parse(await readFile(join(directory, doorFile), "utf8")));
  } catch {
    return undefined;
  }
}

/**
 * What was found wrong with the files of a database, in the file `DAMAGE` beside them, a line each.
 * LevelDB makes a new file of a damaged log when it opens it, so what was found has to be kept: a
 * restart would know nothing of it. The lines stay until the database is repaired.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "./durable-file.ts";

/** Its name in the directory of the database. */
export const notesFile = "DAMAGE";

/** The lines, oldest first: when it was found, and what. Empty where nothing is wrong. */
export async function readNotes(directory: string): Promise<readonly string[]> {
  try {
    const text = await readFile(join(directory, notesFile), "utf8");
    return text.split("\n").filter((line) => line !== "");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Adds what is not noted yet. `time` is milliseconds since 1970. Returns all lines. */
export async function addNotes(
  directory: string,
  problems: readonly string[],
  time: number,
): Promise<readonly string[]> {
  const notes = await readNotes(directory);
  const known = new Set(notes.map((note) => note.slice(note.indexOf(" ") + 1)));
  const added = problems.filter((problem) => !known.has(problem));
  if (added.length === 0) return notes;
  const date = new Date(time).toISOString();
  const all = [...notes, ...added.map((problem) => `${date} ${problem}`)];
  await replaceFile(join(directory, notesFile), Buffer.from(`${all.join("\n")}\n`));
  return all;
}

/**
 * Looks at the files of a database before LevelDB may: whether each is as it was written, and
 * whether everything that was once on disk is still there. Changes nothing.
 *
 * What a crash leaves is no damage: half a record at the end of the last log or of the MANIFEST, and
 * tables that no MANIFEST names yet.
 */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ownerFolder } from "../directory-owner.ts";
import { describeMissingWrites, describeSpan } from "./describe.ts";
import { examineLogs, type LogsExamination, type NamedFile } from "./examine-logs.ts";
import { readLastWrite } from "./last-write.ts";
import { readManifest, type Manifest, type ManifestTable } from "./manifest.ts";
import type { Mend } from "./mend-files.ts";
import { cutOut, examineTable, type TableExamination } from "./table-file.ts";

/** What {@link examineFiles} found. */
export interface FilesExamination {
  /** The number of the last write that LevelDB will find. */
  readonly lastWrite: number;
  /** What is wrong, each a phrase that stands by itself. */
  readonly problems: readonly string[];
  /** What has to be put in the place of damaged files before LevelDB may read them. */
  readonly mends: readonly Mend[];
  /** The numbers of the tables that are sound. */
  readonly soundTables: ReadonlySet<number>;
  /** Set where LevelDB cannot open the files, or would remove some that are needed. */
  readonly refusal: string | undefined;
}

const tablePattern = /^\d+\.(ldb|sst)$/;
const logPattern = /^\d+\.log$/;

/**
 * Examines the files of the database in `directory`, which may be a new one. Tables never change, so
 * those that are known to be sound need not be read again.
 */
export async function examineFiles(
  directory: string,
  knownTables: ReadonlySet<number> = new Set(),
): Promise<FilesExamination> {
  const files = await readdir(directory);
  const witnessed = await readLastWrite(directory);
  const tableFiles = numbered(files, tablePattern);
  const logFiles = numbered(files, logPattern);
  if (!files.includes("CURRENT")) {
    const hadWrites = typeof witnessed === "number" && witnessed > 0;
    const isNew = tableFiles.size + logFiles.size === 0 && !hadWrites;
    return isNew ? newDatabase : refused("CURRENT is missing");
  }
  const manifest = await findManifest(directory, files);
  if (typeof manifest === "string") return refused(manifest);
  const missing = manifest.tables.filter(({ number }) => !tableFiles.has(number));
  if (missing.length > 0) return refused(missing.map(describeMissingTable).join("; "));

  const unknown = manifest.tables.filter(({ number }) => !knownTables.has(number));
  const tables = await examineTables(directory, unknown, tableFiles);
  const needed = [...logFiles].filter(([number]) => number >= manifest.logNumber);
  const logs = examineLogs(await readAll(directory, needed), {
    lastWrite: manifest.lastWrite,
    isChecked: true,
  });
  const { lastWrite } = logs;
  const isOurs = files.includes(ownerFolder);
  const atEnd = isOurs ? describeEnd(logs, witnessed) : undefined;
  // LevelDB would remove them as what a crash has left; but then nothing is missing.
  for (const { number } of manifest.tables) tableFiles.delete(number);
  return {
    lastWrite,
    problems: [...tables.problems, ...logs.problems, ...(atEnd === undefined ? [] : [atEnd])],
    mends: [...tables.mends, ...logs.mends],
    soundTables: new Set([...knownTables, ...tables.sound]),
    refusal:
      atEnd === undefined || tableFiles.size === 0
        ? undefined
        : `${atEnd}, and its MANIFEST does not know ${[...tableFiles.values()].join(", ")}`,
  };
}

/**
 * Examines every table and log in `directory`, needed or not: before LevelDB's repair, which looks
 * for all of them and verifies no checksum.
 */
export async function examineForRepair(
  directory: string,
): Promise<Pick<FilesExamination, "problems" | "mends">> {
  const files = await readdir(directory);
  const tableFiles = numbered(files, tablePattern);
  const everyTable = await Promise.all(
    [...tableFiles].map(async ([number, file]) => {
      const { size } = await stat(join(directory, file));
      return { number, bytes: size, smallest: Buffer.of(0x00), largest: Buffer.alloc(9, 0xff) };
    }),
  );
  const tables = await examineTables(directory, everyTable, tableFiles);
  const logs = examineLogs(await readAll(directory, [...numbered(files, logPattern)]), {
    lastWrite: undefined,
    isChecked: false,
  });
  return {
    problems: [...tables.problems, ...logs.problems],
    mends: [...tables.mends, ...logs.mends],
  };
}

const newDatabase: FilesExamination = {
  lastWrite: 0,
  problems: [],
  mends: [],
  soundTables: new Set(),
  refusal: undefined,
};

function refused(refusal: string): FilesExamination {
  return { ...newDatabase, problems: [refusal], refusal };
}

/** The MANIFEST that CURRENT names, or why there is none. */
async function findManifest(
  directory: string,
  files: readonly string[],
): Promise<Manifest | string> {
  const current = await readFile(join(directory, "CURRENT"), "latin1");
  const file = current.slice(0, -1);
  if (!current.endsWith("\n") || !/^MANIFEST-\d+$/.test(file)) return "CURRENT is damaged";
  if (!files.includes(file)) return `${file} is missing`;
  return readManifest(await readFile(join(directory, file))) ?? `${file} is damaged`;
}

/** Reads every table: a second for a gigabyte and a half, if the disk is as fast. */
async function examineTables(
  directory: string,
  tables: readonly ManifestTable[],
  tableFiles: ReadonlyMap<number, string>,
): Promise<Pick<FilesExamination, "problems" | "mends"> & { readonly sound: readonly number[] }> {
  const problems: string[] = [];
  const mends: Mend[] = [];
  const sound: number[] = [];
  for (const table of tables) {
    const file = tableFiles.get(table.number) ?? "";
    // oxlint-disable-next-line no-await-in-loop -- there may be thousands, of 2 MB each
    const bytes = await readFile(join(directory, file));
    const found = examineTable(bytes, table);
    if (found.isSound) {
      sound.push(table.number);
      continue;
    }
    problems.push(describeTable(file, found));
    mends.push({ file, mend: (whole) => cutOut(whole, table.bytes, found.blocks) });
  }
  return { problems, mends, sound };
}

/** The files whose names match, by the number that their names begin with. */
function numbered(files: readonly string[], pattern: RegExp): Map<number, string> {
  const matching = files.filter((file) => pattern.test(file));
  return new Map(matching.map((file) => [Number.parseInt(file, 10), file]));
}

async function readAll(
  directory: string,
  files: readonly (readonly [number, string])[],
): Promise<readonly NamedFile[]> {
  return Promise.all(
    files
      .toSorted(([a], [b]) => a - b)
      .map(async ([, file]) => ({ file, bytes: await readFile(join(directory, file)) })),
  );
}

function describeMissingTable({ number, smallest, largest }: ManifestTable): string {
  const file = `${String(number).padStart(6, "0")}.ldb`;
  return `${file} is missing${describeSpan({ from: smallest, to: largest })}`;
}

function describeTable(file: string, { lost }: TableExamination): string {
  const spans = [...new Set(lost.map(describeSpan))];
  return spans.length === 0
    ? `the index of ${file} was damaged, and is made anew; nothing is lost`
    : `a part of ${file} cannot be read${spans.join(" and")}`;
}

function describeEnd(
  { lastWrite, unreadableEnd }: LogsExamination,
  witnessed: Awaited<ReturnType<typeof readLastWrite>>,
): string | undefined {
  if (typeof witnessed === "string") {
    // Nothing is written before there is a witness.
    if (lastWrite === 0) return undefined;
    return `LAST-WRITE is ${witnessed}, so that nobody can tell whether the last writes are there`;
  }
  if (witnessed <= lastWrite) return undefined;
  const where = unreadableEnd ?? "a log file was cut, or is gone";
  return `${describeMissingWrites(witnessed - lastWrite)} at the end: ${where}`;
}

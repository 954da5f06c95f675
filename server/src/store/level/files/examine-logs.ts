/**
 * Looks at LevelDB's log files, which hold the newest writes. Of a batch that cannot be read LevelDB
 * would drop the rest of its block as well, up to 32 KiB of batches that are whole; those are kept.
 */

import { describeKeys, describeMissingWrites } from "./describe.ts";
import { readLogFile, writeLogFile, type LogPiece } from "./log-file.ts";
import type { Mend } from "./mend-files.ts";
import { keysOf, numbersOf } from "./write-batch.ts";

/** A file and its content. */
export interface NamedFile {
  readonly file: string;
  readonly bytes: Buffer;
}

/** What {@link examineLogs} found. */
export interface LogsExamination {
  /** The number of the last write in the logs, or in the tables where the logs hold none. */
  readonly lastWrite: number;
  readonly problems: readonly string[];
  /** What cannot be read behind the last batch: damage only where something is missing. */
  readonly unreadableEnd: string | undefined;
  readonly mends: readonly Mend[];
}

/** What to take for damage. */
export interface LogExpectations {
  /**
   * The number of a write that is in the tables or the logs; undefined where that is not known.
   */
  readonly lastWrite: number | undefined;
  /** Whether LevelDB will read the files with its checksums; without, half a batch does harm. */
  readonly isChecked: boolean;
}

/**
 * Examines the log files that are still needed, oldest first. What cannot be read is damage only
 * where a whole batch follows: each batch was on disk before the next one was begun, so a crash
 * leaves no other than the last.
 */
export function examineLogs(
  files: readonly NamedFile[],
  { lastWrite, isChecked }: LogExpectations,
): LogsExamination {
  let reached = lastWrite;
  const problems: string[] = [];
  const damaged = new Set<string>();
  let suspects: Suspect[] = [];
  for (const [file, piece] of piecesOf(files)) {
    if (piece.type === "unreadable") suspects.push({ file, piece });
    const numbers = piece.type === "record" ? numbersOf(piece.bytes) : undefined;
    if (numbers === undefined) continue;
    const missing = numbers.from - (reached ?? numbers.from - 1) - 1;
    const losses = suspects.map(describeUnreadable);
    if (missing > 0) losses.push(`${describeMissingWrites(missing)} before write ${numbers.from}`);
    if (losses.length > 0) problems.push(losses.join("; "));
    for (const suspect of suspects) damaged.add(suspect.file.file);
    suspects = [];
    reached = Math.max(reached ?? 0, numbers.to);
  }
  if (!isChecked) for (const suspect of suspects) damaged.add(suspect.file.file);
  const mends = [...damaged].map((file) => ({ file, mend: withoutUnreadable }));
  const unreadableEnd = suspects.map(describeUnreadable).at(0);
  return { lastWrite: reached ?? 0, problems, unreadableEnd, mends };
}

/** Bytes that cannot be read. Whether they are damage depends on what follows. */
interface Suspect {
  readonly file: NamedFile;
  readonly piece: Extract<LogPiece, { type: "unreadable" }>;
}

function* piecesOf(files: readonly NamedFile[]): Generator<[NamedFile, LogPiece]> {
  for (const file of files) for (const piece of readLogFile(file.bytes)) yield [file, piece];
}

function describeUnreadable({ file: { file, bytes }, piece: { offset, end } }: Suspect): string {
  // Mostly a batch behind its header of 7 bytes, in which a byte was altered.
  const whose = describeKeys(keysOf(bytes.subarray(offset + 7, end)));
  return `${end - offset} bytes of ${file} cannot be read, from byte ${offset} on${whose}`;
}

function withoutUnreadable(bytes: Buffer): Buffer {
  return writeLogFile(
    readLogFile(bytes).flatMap((piece) => (piece.type === "record" ? [piece.bytes] : [])),
  );
}

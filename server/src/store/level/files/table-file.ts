/**
 * LevelDB's tables (`*.ldb`): blocks of entries, an index of these blocks, and at the end where the
 * index stands.
 *
 * Why examine them before LevelDB may: it takes a damaged block for what it seems to say. Of 480
 * flipped bytes in a table, 7 ended the process in an assertion, each time the table was read, and
 * 4 hid the last updates of a document without a word (leveldown 6.1.1). So a damaged block is cut
 * out: the file stays as it is, but a new index behind it no longer names that block.
 */

import { ByteReader, MalformedBytesError } from "@coscribe/shared";
import {
  findBlock,
  isSound,
  readBlock,
  readPlace,
  trailerBytes,
  writeBlock,
  writePlace,
  type BlockPlace,
} from "./block.ts";
import { userKey, type ManifestTable } from "./manifest.ts";

/** Keys from `from`, or after it, through `to`. */
export interface KeySpan {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** What {@link examineTable} found out. */
export interface TableExamination {
  /** Whether everything in the file is as it was written. */
  readonly isSound: boolean;
  /** The blocks of entries that can be read, in order. */
  readonly blocks: readonly TableBlock[];
  /** Where the keys lie that cannot be read. */
  readonly lost: readonly KeySpan[];
}

/** A block of entries. */
export interface TableBlock extends BlockPlace {
  /** Not before its last key, and before the next block's first; as LevelDB stores keys. */
  readonly lastKey: Buffer;
}

const footerBytes = 48;
const magic = 0xdb4775248b80fb57n;

/** Checks every byte of a table's file but the unused ones in its footer. */
export function examineTable(file: Buffer, table: ManifestTable): TableExamination {
  const footer = readFooter(file, table.bytes);
  const index = footer && readIndex(file, footer.index);
  if (index === undefined) return examineWithoutIndex(file, table);
  const blocks: TableBlock[] = [];
  const lost: KeySpan[] = [];
  let from = table.smallest;
  for (const block of index) {
    const to = userKey(block.lastKey);
    if (isSound(file, block)) blocks.push(block);
    else lost.push({ from, to });
    from = to;
  }
  return { isSound: lost.length === 0 && isFilterSound(file, footer?.metaindex), blocks, lost };
}

interface Footer {
  readonly metaindex: BlockPlace;
  readonly index: BlockPlace;
}

function readFooter(file: Buffer, fileBytes: number): Footer | undefined {
  if (file.length < fileBytes || fileBytes < footerBytes) return undefined;
  if (file.readBigUInt64LE(fileBytes - 8) !== magic) return undefined;
  const reader = new ByteReader(file.subarray(fileBytes - footerBytes, fileBytes - 8));
  return orUndefined(() => ({ metaindex: readPlace(reader), index: readPlace(reader) }));
}

function readIndex(file: Buffer, place: BlockPlace): readonly TableBlock[] | undefined {
  if (!isSound(file, place)) return undefined;
  return orUndefined(() =>
    readBlock(file, place).map(({ key, value }) => ({
      ...readPlace(new ByteReader(value)),
      lastKey: key,
    })),
  );
}

/** The filter tells which keys are not there. A damaged one hides keys that are. */
function isFilterSound(file: Buffer, metaindex: BlockPlace | undefined): boolean {
  if (metaindex === undefined || !isSound(file, metaindex)) return false;
  const filters = orUndefined(() =>
    readBlock(file, metaindex).map(({ value }) => readPlace(new ByteReader(value))),
  );
  return filters?.every((filter) => isSound(file, filter)) ?? false;
}

/** The blocks stand one behind the other from the beginning of the file. */
function examineWithoutIndex(file: Buffer, table: ManifestTable): TableExamination {
  const blocks: TableBlock[] = [];
  let place = findBlock(file, 0);
  while (place !== undefined) {
    const lastKey = lastKeyOf(file, place, table);
    if (lastKey === undefined) break;
    blocks.push({ ...place, lastKey });
    place = findBlock(file, place.offset + place.bytes + trailerBytes);
  }
  const last = blocks.at(-1);
  const from = last === undefined ? table.smallest : userKey(last.lastKey);
  const isComplete = last !== undefined && from.equals(table.largest);
  return { isSound: false, blocks, lost: isComplete ? [] : [{ from, to: table.largest }] };
}

/** Undefined for a block that is not one of the table's entries. */
function lastKeyOf(file: Buffer, place: BlockPlace, table: ManifestTable): Buffer | undefined {
  const entries = orUndefined(() => readBlock(file, place));
  const isWithin = entries?.every(({ key }) => {
    const given = userKey(key);
    return given.compare(table.smallest) >= 0 && given.compare(table.largest) <= 0;
  });
  return isWithin === true ? entries?.at(-1)?.key : undefined;
}

/**
 * The file with an index that names these blocks only. What stood in the first `fileBytes` stays,
 * but for the footer, so that LevelDB, which knows that length, finds the new index behind it.
 */
export function cutOut(file: Buffer, fileBytes: number, blocks: readonly TableBlock[]): Buffer {
  const kept = Buffer.alloc(fileBytes - footerBytes);
  file.copy(kept);
  const index = writeBlock(
    blocks.map((block) => ({ key: block.lastKey, value: writePlace(block) })),
  );
  // No filter: it would have to be right.
  const metaindex = writeBlock([]);
  const footer = writeFooter({
    index: { offset: fileBytes, bytes: index.length - trailerBytes },
    metaindex: { offset: fileBytes + index.length, bytes: metaindex.length - trailerBytes },
  });
  // Once more at the end, where LevelDB's repair looks for it.
  return Buffer.concat([kept, footer, index, metaindex, footer]);
}

function writeFooter({ metaindex, index }: Footer): Buffer {
  const footer = Buffer.alloc(footerBytes);
  Buffer.concat([writePlace(metaindex), writePlace(index)]).copy(footer);
  footer.writeBigUInt64LE(magic, footerBytes - 8);
  return footer;
}

/** What `read` returns, or undefined where the bytes are not what it expects. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedBytesError) return undefined;
    throw error;
  }
}

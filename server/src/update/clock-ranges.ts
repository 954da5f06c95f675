/**
 * Ranges of the clocks of one client: sorted, apart, never touching. There may be millions.
 *
 * They are kept in blocks. Those that were changed last are open, that is, arrays of numbers; the
 * others are encoded, as an update has them: a few bytes for each range, and writing them is copying.
 * Whatever is added costs what its own block costs, however many others there are.
 */

import { ByteReader, varUintSize, writeVarUint } from "@coscribe/shared";

/** Ranges in a block, at most. To encode or decode so many takes some microseconds. */
const mostInBlock = 128;

/** Blocks that are open, at most: some 100 KB, and nobody edits in more places at once. */
const mostOpen = 64;

/** Beyond so many parts {@link ClockRanges.missingFrom} gives one that has them all. */
const mostParts = 64;

/** What a block takes besides its ranges, about. */
const bytesPerBlock = 150;
const bytesPerOpenRange = 16;

/** Some ranges that follow one another: starts and ends in turn, or encoded. */
interface Block {
  start: number;
  end: number;
  count: number;
  content: number[] | Uint8Array;
}

/** See the head of this file. */
export class ClockRanges {
  readonly #blocks: Block[] = [];
  /** The open ones, in the order in which they were opened. */
  #open: Block[] = [];
  #count = 0;
  /** Of the encoded ones. */
  #encodedBytes = 0;
  #encodedCount = 0;
  /** An encoded block that was read last, and the ranges in it. */
  #read: { readonly content: Uint8Array; readonly edges: readonly number[] } | undefined;

  /** How many ranges there are. */
  get count(): number {
    return this.#count;
  }

  /** Bytes in memory, about. */
  get byteLength(): number {
    const openBytes = (this.#count - this.#encodedCount) * bytesPerOpenRange;
    return this.#encodedBytes + openBytes + this.#blocks.length * bytesPerBlock;
  }

  /** Adds the clocks from `clock` up to, not including, `end`; joins what that overlaps or touches. */
  add(clock: number, end: number): void {
    const index = Math.min(this.#blockFor(clock), this.#blocks.length - 1);
    const block = this.#blocks[index] ?? this.#addFirst();
    const edges = this.#edgesToChange(block);
    if (end >= block.end) this.#joinReached(Math.max(index, 0), edges, end);
    // The ranges from `first` up to `last` overlap or touch the new one and are replaced by it.
    const first = firstEndingAtOrAfter(edges, clock);
    let last = first;
    while (last < edges.length && (edges[last] ?? 0) <= end) last += 2;
    if (last === first + 2) {
      edges[first] = Math.min(clock, edges[first] ?? clock);
      edges[first + 1] = Math.max(end, edges[first + 1] ?? end);
    } else if (first === edges.length) edges.push(clock, end);
    else {
      const start = last > first ? Math.min(clock, edges[first] ?? clock) : clock;
      const stop = last > first ? Math.max(end, edges[last - 1] ?? end) : end;
      edges.splice(first, last - first, start, stop);
    }
    this.#changed(block, edges);
    if (edges.length > mostInBlock * 2) this.#split(Math.max(index, 0), block, edges, first);
  }

  /**
   * Calls `found` with the parts of a range that are not here, in order. Where they are very many it
   * is one range with all of them and what is between them.
   */
  missingFrom(clock: number, end: number, found: (clock: number, end: number) => void): void {
    let at = clock;
    let parts: number[] | undefined;
    for (let index = this.#blockFor(clock); at < end; index++) {
      const block = this.#blocks[index];
      if (block === undefined || block.start >= end) break;
      const edges = this.#edgesOf(block);
      for (let edge = firstEndingAtOrAfter(edges, at); edge < edges.length; edge += 2) {
        const start = edges[edge] ?? 0;
        if (start >= end) break;
        if (start > at) (parts ??= []).push(at, start);
        at = Math.max(at, edges[edge + 1] ?? 0);
      }
      if (parts !== undefined && parts.length > mostParts * 2) {
        return found(parts[0] ?? clock, this.#lastMissingBefore(end));
      }
    }
    for (let part = 0; part < (parts?.length ?? 0); part += 2) {
      found(parts?.[part] ?? 0, parts?.[part + 1] ?? 0);
    }
    if (at < end) found(at, end);
  }

  /** Calls `found` with each range, in order. */
  forEach(found: (clock: number, end: number) => void): void {
    for (const block of this.#blocks) {
      const edges = this.#edgesOf(block);
      for (let at = 0; at < edges.length; at += 2) found(edges[at] ?? 0, edges[at + 1] ?? 0);
    }
  }

  /** Bytes that {@link write} takes. */
  get encodedSize(): number {
    let size = this.#encodedBytes;
    for (const { content } of this.#open) {
      if (!(content instanceof Uint8Array)) size += encodedSize(content);
    }
    return size;
  }

  /** Writes the ranges, each as its clock and its length, at `position`; returns the position after. */
  write(target: Uint8Array, position: number): number {
    let at = position;
    for (const { content } of this.#blocks) {
      if (content instanceof Uint8Array) {
        target.set(content, at);
        at += content.length;
      } else at = writeEdges(target, at, content);
    }
    return at;
  }

  /**
   * The same as pieces that will not change. Ranges are parted at `borders`, ascending clocks that each
   * lie within a range.
   */
  pieces(borders: readonly number[] = []): readonly Uint8Array[] {
    let next = 0;
    return this.#blocks.map((block) => {
      const { content, end } = block;
      const from = next;
      while ((borders[next] ?? end) < end) next++;
      if (next > from) return encode(parted(this.#edgesOf(block), borders.slice(from, next)));
      return content instanceof Uint8Array ? content : encode(content);
    });
  }

  /** Whether a range begins before `clock` and does not end there. */
  goesOver(clock: number): boolean {
    let isInside = true;
    this.missingFrom(clock - 1, clock + 1, () => (isInside = false));
    return isInside;
  }

  /** Index of the first block that ends at or after `clock`; the number of blocks if none does. */
  #blockFor(clock: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.end ?? 0) < clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #addFirst(): Block {
    const block: Block = { start: 0, end: 0, count: 0, content: [] };
    this.#blocks.push(block);
    this.#open.push(block);
    return block;
  }

  #edgesOf(block: Block | undefined): readonly number[] {
    const content = block?.content ?? [];
    if (!(content instanceof Uint8Array)) return content;
    if (this.#read?.content !== content) this.#read = { content, edges: decode(content) };
    return this.#read.edges;
  }

  /** The ranges of `block`, which is open from now on. */
  #edgesToChange(block: Block): number[] {
    if (!(block.content instanceof Uint8Array)) return block.content;
    const edges = [...this.#edgesOf(block)];
    this.#encodedBytes -= block.content.length;
    this.#encodedCount -= block.count;
    block.content = edges;
    this.#opened(block);
    return edges;
  }

  #opened(block: Block): void {
    this.#open.push(block);
    const oldest = this.#open.length > mostOpen ? this.#open.shift() : undefined;
    if (oldest === undefined || oldest.content instanceof Uint8Array) return;
    oldest.content = encode(oldest.content);
    this.#encodedBytes += oldest.content.length;
    this.#encodedCount += oldest.count;
  }

  #changed(block: Block, edges: readonly number[]): void {
    this.#count += edges.length / 2 - block.count;
    block.count = edges.length / 2;
    block.start = edges[0] ?? 0;
    block.end = edges.at(-1) ?? 0;
  }

  /** Takes the ranges of the blocks behind `index` that a range up to `end` reaches into `edges`. */
  #joinReached(index: number, edges: number[], end: number): void {
    let next = index + 1;
    while (next < this.#blocks.length && (this.#blocks[next]?.start ?? 0) <= end) next++;
    if (next === index + 1) return;
    // What is between the first and the last of them is part of the new range.
    edges.push(...this.#edgesOf(this.#blocks[next - 1]));
    const gone = new Set(this.#blocks.splice(index + 1, next - index - 1));
    this.#open = this.#open.filter((block) => !gone.has(block));
    for (const { content, count } of gone) {
      this.#count -= count;
      if (!(content instanceof Uint8Array)) continue;
      this.#encodedBytes -= content.length;
      this.#encodedCount -= count;
    }
  }

  /** Makes two blocks of one that is too long. Where ranges come in order the first stays full. */
  #split(index: number, block: Block, edges: number[], addedAt: number): void {
    const isGrowing = addedAt === edges.length - 2;
    const later = edges.splice(isGrowing ? mostInBlock * 2 : Math.floor(edges.length / 4) * 2);
    this.#changed(block, edges);
    const added: Block = { start: 0, end: 0, count: 0, content: later };
    this.#changed(added, later);
    this.#blocks.splice(index + 1, 0, added);
    this.#opened(added);
  }

  /** Where the last part of what is missing before `end` ends. */
  #lastMissingBefore(end: number): number {
    const edges = this.#edgesOf(this.#blocks[this.#blockFor(end)]);
    return Math.min(edges[firstEndingAtOrAfter(edges, end)] ?? end, end);
  }
}

/** Index of the first range that ends at or after `clock`; `edges.length` if there is none. */
function firstEndingAtOrAfter(edges: readonly number[], clock: number): number {
  let high = edges.length / 2;
  // Mostly it is about what was written last.
  if ((edges[high * 2 - 1] ?? -1) < clock) return high * 2;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle * 2 + 1] ?? 0) < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** `edges` where the ranges that `borders` lie in are parted there. */
function parted(edges: readonly number[], borders: readonly number[]): readonly number[] {
  const found: number[] = [];
  let next = 0;
  for (let at = 0; at < edges.length; at += 2) {
    const end = edges[at + 1] ?? 0;
    found.push(edges[at] ?? 0);
    for (let border = borders[next] ?? end; border < end; border = borders[next] ?? end) {
      found.push(border, border);
      next++;
    }
    found.push(end);
  }
  return found;
}

function encodedSize(edges: readonly number[]): number {
  let size = 0;
  for (let at = 0; at < edges.length; at += 2) {
    const start = edges[at] ?? 0;
    size += varUintSize(start) + varUintSize((edges[at + 1] ?? 0) - start);
  }
  return size;
}

function writeEdges(target: Uint8Array, position: number, edges: readonly number[]): number {
  let written = position;
  for (let at = 0; at < edges.length; at += 2) {
    const start = edges[at] ?? 0;
    written = writeVarUint(target, written, start);
    written = writeVarUint(target, written, (edges[at + 1] ?? 0) - start);
  }
  return written;
}

function encode(edges: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(encodedSize(edges));
  writeEdges(bytes, 0, edges);
  return bytes;
}

function decode(bytes: Uint8Array): readonly number[] {
  const reader = new ByteReader(bytes);
  const edges: number[] = [];
  while (!reader.isAtEnd) {
    const start = reader.varUint();
    edges.push(start, start + reader.varUint());
  }
  return edges;
}

/**
 * Lists of numbers by client, as one array of numbers: that crosses between threads at once, where
 * an object per client would keep the main loop busy.
 */

/** For each client: its ID, then for each of its lists how many numbers, and the numbers. */
export function pack(
  listsOf: ReadonlyMap<number, readonly (readonly number[])[]>,
): Float64Array<ArrayBuffer> {
  let size = 0;
  for (const lists of listsOf.values()) {
    size += 1 + lists.length;
    for (const list of lists) size += list.length;
  }
  const packed = new Float64Array(size);
  let at = 0;
  for (const [client, lists] of listsOf) {
    packed[at++] = client;
    for (const list of lists) {
      packed[at++] = list.length;
      for (const number of list) packed[at++] = number;
    }
  }
  return packed;
}

/** The lists that were packed, `count` per client. */
export function unpack(packed: Float64Array, count: number): Map<number, number[][]> {
  const listsOf = new Map<number, number[][]>();
  for (let at = 0; at < packed.length;) {
    const lists: number[][] = [];
    listsOf.set(packed[at++] ?? 0, lists);
    for (let left = count; left > 0; left--) {
      const list: number[] = [];
      for (let length = packed[at++] ?? 0; length > 0; length--) list.push(packed[at++] ?? 0);
      lists.push(list);
    }
  }
  return listsOf;
}

/** Moving blocks: none of their text is touched. */

import { arrange, arrangementOf, pieceIds } from "./arrange.ts";
import { newBlockId, type NewId } from "./id.ts";
import { blockAt, blockFinder } from "./position.ts";
import type { Flow } from "./reading.ts";
import { write } from "./write.ts";

/** Shows blocks, in the order in which they are, before the block with this id, or as the last. */
export function moveBlocks(
  flow: Flow,
  ids: readonly string[],
  before: string | undefined,
  newId: NewId = newBlockId,
): void {
  const moved = new Set(ids.map((id) => blockAt(flow, id)));
  const next = before === undefined ? undefined : blockAt(flow, before);
  if (next !== undefined && moved.has(next)) {
    throw new RangeError(`the block ${next.id} cannot be moved before itself`);
  }
  const wanted = arrangementOf(flow);
  const arranged = flow.blocks.flatMap((block, i) => (moved.has(block) ? [wanted[i]!] : []));
  const order: string[][] = [];
  flow.blocks.forEach((block, i) => {
    if (block === next) order.push(...arranged);
    if (!moved.has(block)) order.push(wanted[i]!);
  });
  if (next === undefined) order.push(...arranged);
  const movable = new Set([...moved].flatMap(pieceIds));
  write(flow, (transaction) => arrange(flow, order, { transaction, newId, movable }));
}

/** Shows all blocks in the order of these ids, which are those of all blocks, by moving the fewest. */
export function orderBlocks(flow: Flow, ids: readonly string[], newId: NewId = newBlockId): void {
  const blockOf = blockFinder(flow, ids.length);
  const wanted = ids.map((id) => pieceIds(blockOf(id)));
  write(flow, (transaction) => arrange(flow, wanted, { transaction, newId }));
}

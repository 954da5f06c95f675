/**
 * The letters of a document by the Yjs items that hold them: what a letter says may be there many
 * times, but its name is there once. Line breaks and objects in text are letters too.
 */

import { flowsIn, letterIds, type Block, type Flow } from "@coscribe/shared/flow";
import { cellsOf, gridOf, type Grid } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";

/** A letter's client and clock. Undo makes letters anew, with other names. */
export type UnitName = string;

/**
 * The letters of `doc`, which shows `flow`, by their positions, those in cells included; what is stored and
 * not shown by negative numbers.
 */
export function unitsOf(flow: Flow, doc: Node): Map<number, UnitName> {
  const units = new Map<number, UnitName>();
  collect(flow, doc, 0, units);
  return units;
}

/** `start` is the position where the content of `holder` begins. */
function collect(flow: Flow, holder: Node, start: number, units: Map<number, UnitName>): void {
  if (flow.blocks.length === 0) return;
  holder.forEach((node, offset, index) => {
    const inside = start + offset + 1;
    const block = flow.blocks[index]!;
    if (node.isTextblock) {
      letterIds(flow, block.id).forEach(({ client, clock }, i) => {
        units.set(inside + i, `${client}:${clock}`);
      });
      return;
    }
    const grid = gridOf(block);
    node.forEach((row, rowOffset, i) => {
      row.forEach((place, placeOffset, k) => {
        place.forEach((cell, cellOffset, number) => {
          const flowIn = grid?.places[i]?.[k]?.cells[number]?.flow;
          const within = inside + rowOffset + placeOffset + cellOffset + 3;
          if (flowIn !== undefined) collect(flowIn, cell, within, units);
        });
      });
    });
    if (grid !== undefined) collectHidden(block, grid, units);
  });
}

/** Letters in rows and columns that were deleted are stored; none of them has a position. */
function collectHidden(block: Block, grid: Grid<Flow>, units: Map<number, UnitName>): void {
  const shown = new Set(grid.places.flat().flatMap(({ cells }) => cells.map(({ index }) => index)));
  for (const { index, flow } of cellsOf<Flow>(block) ?? []) {
    if (!shown.has(index)) collectAll(flow, units);
  }
}

function collectAll(flow: Flow, units: Map<number, UnitName>): void {
  for (const { id, name, inners } of flow.blocks) {
    if (name === "block") {
      for (const { client, clock } of letterIds(flow, id)) {
        units.set(-1 - units.size, `${client}:${clock}`);
      }
    }
    for (const inner of inners.flatMap(flowsIn)) collectAll(inner, units);
  }
}

/**
 * Whether several people have made a cell in one place: one that becomes empty is not shown beside
 * another one.
 */
export function hasDoubledCells({ blocks }: Flow): boolean {
  return blocks.some((block) => {
    const cells = cellsOf<Flow>(block) ?? [];
    const places = new Set(cells.map(({ row, column }) => `${row} ${column}`));
    const inside = block.inners.flatMap(flowsIn);
    return places.size < cells.length || inside.some(hasDoubledCells);
  });
}

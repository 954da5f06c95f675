/** A person with one table, without a screen: operations and typing, and what is seen of it. */

import {
  addCell,
  insertBlocks,
  insertText,
  readFlow,
  type Block,
  type Flow,
} from "@coscribe/shared/flow";
import {
  gridOf,
  Table,
  writeTableChange,
  type Grid,
  type TableChange,
  type TablePlace,
} from "@coscribe/shared/schema";
import { paragraph, type Person } from "../../flow/person.ts";

/** The table of a person's document, which is its first. */
export function tableBlock({ flow }: Person): Block {
  return flow.blocks.find(({ name }) => name === "table")!;
}

/** Its grid. */
export function gridIn(person: Person): Grid<Flow> {
  return gridOf(tableBlock(person))!;
}

/** Writes an operation; false if it cannot be done. */
export function operate(
  person: Person,
  operation: (table: Table) => TableChange | undefined,
): boolean {
  const block = tableBlock(person);
  const change = operation(Table.of(block)!);
  if (change !== undefined) {
    person.act((flow) => writeTableChange(flow, block.id, change, person.newId));
  }
  return change !== undefined;
}

/** Types into a place, at the end of what is in it; the cell is made if there is none. */
export function typeInto(person: Person, place: TablePlace<Flow>, letters: string): void {
  const grid = gridIn(person);
  const { id } = tableBlock(person);
  const [row, col] = [grid.rows[place.row]!.id, grid.columns[place.column]!.id];
  person.act((flow) => {
    const made = place.cells.at(-1)?.flow ?? cellMade(flow, id, { row, col });
    const [first] = made.blocks;
    if (first === undefined) {
      insertBlocks(made, undefined, [paragraph(letters)], person.newId);
      return;
    }
    insertText(made, { block: first.id, offset: first.length }, letters);
  });
}

function cellMade(flow: Flow, table: string, attributes: { row: string; col: string }): Flow {
  const element = addCell(flow, table, "cell", attributes);
  return readFlow(element.get(0) as unknown as Flow["text"]);
}

/** The texts of all places, a line for each row; merged places say their size. */
export function seen(person: Person): string[] {
  return gridIn(person).places.map((places) => places.map(textOf).join("|"));
}

/** The text in a place. */
export function textOf({ cells, rowSpan, columnSpan }: TablePlace): string {
  const texts = cells.map(({ flow }) => flow.blocks.map(lineOf).join("⏎"));
  const size = rowSpan * columnSpan > 1 ? `(${rowSpan}x${columnSpan})` : "";
  return texts.join("+") + size;
}

function lineOf({ runs }: Pick<Block, "runs">): string {
  return runs.map((run) => (run.type === "text" ? run.text : "")).join("");
}

/** All letters that are stored in the table, seen or not. */
export function storedLetters(person: Person): string {
  return JSON.stringify(tableBlock(person).inners.map(inside)).replaceAll(/["[\],]/g, "");
}

function inside(inner: Block["inners"][number]): unknown {
  switch (inner.type) {
    case "cell":
      return inner.inners.map(inside);
    case "flow":
      return inner.blocks.map(lineOf);
    case "tooDeep":
      return [];
  }
}

/** The flow: a document as one sequence, read and written without a screen. */

export { anchorAt, positionOf, type Side } from "./anchor.ts";
export type { BlockData, InnerData } from "./data.ts";
export { deleteBlocks, deleteRange, joinBlocks } from "./delete.ts";
export { flowName, flowText, readFlow } from "./flow.ts";
export { isBlockId, newBlockId, type NewId } from "./id.ts";
export { duplicateBlocks, insertBlocks, insertObject, insertText } from "./insert.ts";
export { moveBlocks } from "./move.ts";
export { indexOf, positionAt, type Position } from "./position.ts";
export type {
  Block,
  Cell,
  Chunk,
  Entry,
  Flow,
  Head,
  InlineObject,
  Inner,
  Pointer,
  Run,
  Segment,
  TooDeep,
} from "./reading.ts";
export { rereadFlow } from "./reread.ts";
export { setAttributes, setFormat } from "./set.ts";
export { splitBlock } from "./split.ts";
export { undoManagerOf, type UndoOptions } from "./undo.ts";
export type { Values } from "./values.ts";

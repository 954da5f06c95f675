/** The flow: a document as one sequence, read and written without a screen. */

export { anchorAt, blockAnchor, positionOf, type Side } from "./anchor.ts";
export { giveId, markLoose, ownIds } from "./arrange.ts";
export type { BlockData, InnerData } from "./data.ts";
export { addCell } from "./cell.ts";
export { deleteBlocks, deleteRange, joinBlocks } from "./delete.ts";
export { flowName, flowText, readFlow } from "./flow.ts";
export { isBlockId, newBlockId, type NewId } from "./id.ts";
export {
  duplicateBlocks,
  insertBlocks,
  insertManyBlocks,
  insertRuns,
  insertText,
  type BlockInsertion,
} from "./insert.ts";
export { isLetterThere, letterIds, type LetterId } from "./letters.ts";
export { moveBlocks, orderBlocks } from "./move.ts";
export { flowAtAnchor, flowOf, flowsIn } from "./nested.ts";
export { blockAt, indexOf, positionAt, type Position } from "./position.ts";
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
export { isSettled, replaceLetters, type LetterChange } from "./replace.ts";
export { rereadFlow } from "./reread.ts";
export {
  setAttributes,
  setAttributesOfMany,
  setFormat,
  setFormats,
  setValues,
  type AttributeChange,
  type FormatChange,
} from "./set.ts";
export { splitBlock } from "./split.ts";
export { maxTitleLength, setTitle, titleOf } from "./title.ts";
export { undoManagerOf, type UndoOptions } from "./undo.ts";
export type { Values } from "./values.ts";

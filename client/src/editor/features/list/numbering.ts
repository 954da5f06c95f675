/**
 * Writes the numbers of numbered lines beside them.
 *
 * Numbers are attributes of the lines on the screen, not CSS counters: a counter cannot see past
 * blocks whose layout the browser skips, and the rules of where a count begins again are those of
 * the HTML export. Each cell of a table counts for itself.
 */

import { newBlockId } from "@coscribe/shared/flow";
import { numbering } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { isListLine } from "../../block-kind.ts";
import { BlockDecorations } from "../../block-decorations.ts";
import { changedBlocks } from "../../changed-blocks.ts";
import type { PlacedBlock } from "../../commands/selected-blocks.ts";
import { listParts } from "./list-roles.ts";
import { isCell, isTablePart } from "../../holder.ts";

const key = new PluginKey<BlockDecorations>("coscribe-numbering");

/** The plugin; see above. It also says which lines are a list together: list-roles.ts. */
export function numberLines(): Plugin {
  const prefix = `coscribe-${newBlockId()}-`;
  return new Plugin<BlockDecorations>({
    key,
    state: {
      init: (_config, { doc }) => decorate(doc, prefix),
      apply: (tr, previous, { doc: before }, { doc }) => {
        if (!tr.docChanged) return previous;
        const isSame = previous.isEmpty
          ? !hasNewLines(before, doc)
          : !canChangeNumbers(before, doc);
        return isSame ? previous.map(tr.mapping, doc) : decorate(doc, prefix);
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
    },
  });
}

/** The number of the line before a block; 0 when that is not a numbered line. */
export function numberBefore({ holder, index }: PlacedBlock): number {
  return (index > 0 ? numbering(holder.children)[index - 1] : undefined) ?? 0;
}

/** Whether anything that can be in a list has come into a document without any. */
function hasNewLines(before: Node, after: Node): boolean {
  const { from, newTo } = changedBlocks(before, after);
  const fresh = after.children.slice(from, newTo);
  return fresh.some((node) => !node.isTextblock || isListLine(node));
}

/** Whether anything changed but text: most edits do not, and then nothing has to be counted. */
function canChangeNumbers(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return true;
  for (let i = 0; i < before.childCount; i++) {
    const old = before.child(i);
    const fresh = after.child(i);
    if (old === fresh) continue;
    if (isTablePart(old) || old.type.name === "table") {
      if (old.type !== fresh.type || canChangeNumbers(old, fresh)) return true;
    } else if (!old.isTextblock || !old.sameMarkup(fresh)) return true;
  }
  return false;
}

function decorate(doc: Node, prefix: string): BlockDecorations {
  const top: Decoration[] = [];
  const within: Decoration[] = [];
  const numberCell = (cell: Node, start: number): void => {
    number(cell, start, prefix, within, numberCell);
  };
  number(doc, 0, prefix, top, numberCell);
  return BlockDecorations.of(doc, top, within);
}

/** Numbers the blocks in `holder`, whose content begins at `start`, and hands on the cells in them. */
function number(
  holder: Node,
  start: number,
  prefix: string,
  decorations: Decoration[],
  onCell: (cell: Node, start: number) => void,
): void {
  const numbers = numbering(holder.children);
  const parts = listParts(holder, prefix);
  holder.forEach((node, offset, index) => {
    const pos = start + offset;
    const ordinal = numbers[index];
    const list = parts[index];
    if (ordinal !== undefined || list !== undefined) {
      const { item, owns } = list ?? {};
      const spec = { number: ordinal, item, owns };
      // Views of lines show what is in the spec; a line without an id has no view of its own.
      const attributes = ordinal === undefined ? {} : { "data-number": String(ordinal) };
      decorations.push(Decoration.node(pos, pos + node.nodeSize, attributes, spec));
    }
    if (node.isTextblock || node.isLeaf) return;
    node.descendants((part, inside) => {
      if (isCell(part)) onCell(part, pos + 1 + inside + 1);
      return !isCell(part);
    });
  });
}

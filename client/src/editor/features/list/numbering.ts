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
import { Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { PlacedBlock } from "../../commands/selected-blocks.ts";
import { listParts } from "./list-roles.ts";
import { isCell, isTablePart } from "../../holder.ts";

const key = new PluginKey<DecorationSet>("coscribe-numbering");

/** The plugin; see above. It also says which lines are a list together: list-roles.ts. */
export function numberLines(): Plugin {
  const prefix = `coscribe-${newBlockId()}-`;
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => decorate(doc, prefix),
      apply: (tr, previous, { doc: before }, { doc }) => {
        if (!tr.docChanged) return previous;
        return canChangeNumbers(before, doc) ? decorate(doc, prefix) : moved(previous, tr);
      },
    },
    props: {
      decorations: (state) => key.getState(state),
    },
  });
}

/** The number of the line before a block; 0 when that is not a numbered line. */
export function numberBefore({ holder, index }: PlacedBlock): number {
  return (index > 0 ? numbering(holder.children)[index - 1] : undefined) ?? 0;
}

function moved(decorations: DecorationSet, { mapping, doc }: Transaction): DecorationSet {
  return decorations === DecorationSet.empty ? decorations : decorations.map(mapping, doc);
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

function decorate(doc: Node, prefix: string): DecorationSet {
  const decorations: Decoration[] = [];
  number(doc, 0, prefix, decorations);
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
}

/** Numbers the blocks in `holder`, whose content begins at `start`, and in the cells in them. */
function number(holder: Node, start: number, prefix: string, decorations: Decoration[]): void {
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
    node.descendants((part, within) => {
      if (isCell(part)) number(part, pos + 1 + within + 1, prefix, decorations);
      return !isCell(part);
    });
  });
}

/**
 * Which toggles are folded in this editor. It is each reader's own affair: the document says nothing
 * of it, and a new editor shows everything. What is folded opens where the selection gets into it,
 * so that whoever jumps somewhere sees it.
 */

import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { textblockAttrs } from "@coscribe/shared/schema";
import { blocksBelow } from "../../commands/outline.ts";
import type { PlacedBlock } from "../../commands/selected-blocks.ts";

interface Folding {
  /** Ids of folded blocks. */
  readonly folded: ReadonlySet<string>;
  readonly hidden: DecorationSet;
}

const key = new PluginKey<Folding>("coscribe-folding");

const nothing: Folding = { folded: new Set(), hidden: DecorationSet.empty };

/** The plugin; see above. */
export function foldToggles(): Plugin {
  return new Plugin<Folding>({
    key,
    state: {
      init: () => nothing,
      apply: (tr, previous, _before, { doc, selection }) => {
        const set = tr.getMeta(key) as ReadonlySet<string> | undefined;
        const folded = set ?? previous.folded;
        if (folded.size === 0) return nothing;
        if (set === undefined && !tr.docChanged && !tr.selectionSet) return previous;
        return foldingOf(doc, folded, selection.head);
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.hidden,
    },
  });
}

/** Whether the block of this id is folded. */
export function isFolded(state: EditorState, id: unknown): boolean {
  return typeof id === "string" && key.getState(state)?.folded.has(id) === true;
}

/** Folds the block of this id, or opens it. */
export function setFolded(state: EditorState, id: string, isToFold: boolean): Transaction {
  const folded = new Set(key.getState(state)?.folded);
  if (isToFold) folded.add(id);
  else folded.delete(id);
  return state.tr.setMeta(key, folded);
}

function foldingOf(doc: Node, folded: ReadonlySet<string>, head: number): Folding {
  const open = new Set(folded);
  const decorations: Decoration[] = [];
  for (const line of togglesIn(doc)) {
    const id = String(line.node.attrs["id"]);
    if (!folded.has(id)) continue;
    const below = blocksBelow(line);
    if (below.some(({ pos, node }) => head > pos && head < pos + node.nodeSize)) {
      open.delete(id);
      continue;
    }
    // Its view is asked to draw it again when this changes.
    const end = line.pos + line.node.nodeSize;
    decorations.push(Decoration.node(line.pos, end, { class: "is-folded" }));
    for (const { pos, node } of below) {
      decorations.push(Decoration.node(pos, pos + node.nodeSize, { class: "coscribe-folded" }));
    }
  }
  return { folded: open, hidden: DecorationSet.create(doc, decorations) };
}

function togglesIn(doc: Node): PlacedBlock[] {
  const found: PlacedBlock[] = [];
  doc.descendants((node, pos, holder, index) => {
    if (!node.isTextblock) return true;
    if (textblockAttrs(node).kind === "toggle" && holder !== null) {
      found.push({ node, pos, index, holder });
    }
    return false;
  });
  return found;
}

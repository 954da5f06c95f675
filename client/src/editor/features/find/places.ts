/**
 * Positions that finding remembers while the document changes. They are a part of the editor's state, so
 * they move with it.
 */

import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { isRemote } from "../../binding/remote-step.ts";
import type { Direction } from "./match-index.ts";

/** Where somebody wants to go from: to the next match, or to the one before. */
export interface Wanted {
  readonly pos: number;
  readonly direction: Direction;
  /** Whether what is typed into the query next is looked for from there. */
  readonly movesOrigin: boolean;
}

/** See the head of this file. */
export interface Places {
  /** Where the selection was before anything was found: from there on is looked for. */
  readonly origin: number;
  /** The search for a match to go to, until it is found or known not to be there. */
  readonly wanted: Wanted | undefined;
}

const key = new PluginKey<Places>("coscribe-find-places");

/** What is remembered. */
export function placesOf(state: EditorState): Places {
  return key.getState(state)!;
}

/** Says that `tr` remembers something else. */
export function withPlaces(tr: Transaction, change: Partial<Places>): Transaction {
  return tr.setMeta(key, change);
}

/** The plugin that remembers. */
export function rememberPlaces(): Plugin {
  return new Plugin<Places>({
    key,
    state: {
      init: (_config, { selection }) => ({ origin: selection?.from ?? 0, wanted: undefined }),
      apply: (tr, places, _before, { selection }) => {
        const change = tr.getMeta(key) as Partial<Places> | undefined;
        const moved = tr.docChanged ? mapped(places, tr) : places;
        if (change !== undefined) return { ...moved, ...change };
        const isMovedByUser = tr.selectionSet && !isRemote(tr);
        return isMovedByUser ? { ...moved, origin: selection.from } : moved;
      },
    },
  });
}

function mapped({ origin, wanted }: Places, { mapping }: Transaction): Places {
  return {
    origin: mapping.map(origin, -1),
    wanted: wanted && { ...wanted, pos: mapping.map(wanted.pos, -1) },
  };
}

/**
 * Marks matches on the screen: with CSS highlights, which touch nothing in the page, and where the browser
 * has none with decorations. Their looks are in find.css.
 */

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { MatchedBlock } from "./match-index.ts";
import type { Span } from "./query.ts";

/** Shows matches until it is told others. */
export interface Painter {
  paint(blocks: readonly MatchedBlock[], current: Span | undefined): void;
  clear(): void;
}

/** Names of highlights, and classes of decorations. */
const names = { match: "coscribe-match", current: "coscribe-current-match" };

/** The best painter that the browser has. */
export function painterFor(view: EditorView): Painter {
  return "highlights" in CSS ? new HighlightPainter(view) : new DecorationPainter(view);
}

/** Several editors of a page share the highlights, so each takes away only what it has added. */
class HighlightPainter implements Painter {
  readonly #view: EditorView;
  /** Ranges of a block whose node is still the same. */
  #known = new Map<MatchedBlock["matches"], readonly Range[]>();
  #current: Range | undefined;

  constructor(view: EditorView) {
    this.#view = view;
  }

  paint(blocks: readonly MatchedBlock[], current: Span | undefined): void {
    const highlight = highlightNamed(names.match, 0);
    const before = this.#known;
    this.#known = new Map();
    for (const { pos, matches } of blocks) {
      const old = before.get(matches);
      const isKept = old?.every((range) => range.startContainer.isConnected && !range.collapsed);
      const ranges = isKept === true ? old! : matches.map((match) => this.#range(match, pos));
      if (isKept === true) before.delete(matches);
      else for (const range of ranges) highlight.add(range);
      this.#known.set(matches, ranges);
    }
    for (const ranges of before.values()) for (const range of ranges) highlight.delete(range);
    this.#paintCurrent(current);
  }

  clear(): void {
    this.paint([], undefined);
  }

  #paintCurrent(current: Span | undefined): void {
    const highlight = highlightNamed(names.current, 1);
    if (this.#current !== undefined) highlight.delete(this.#current);
    this.#current = current && this.#range(current, 0);
    if (this.#current !== undefined) highlight.add(this.#current);
  }

  #range({ from, to }: Span, pos: number): Range {
    const start = this.#view.domAtPos(pos + from, 1);
    const end = this.#view.domAtPos(pos + to, -1);
    const range = this.#view.dom.ownerDocument.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    return range;
  }
}

function highlightNamed(name: string, priority: number): Highlight {
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return highlight;
}

const decorationKey = new PluginKey<DecorationSet>("coscribe-matches");

class DecorationPainter implements Painter {
  readonly #view: EditorView;

  constructor(view: EditorView) {
    this.#view = view;
  }

  paint(blocks: readonly MatchedBlock[], current: Span | undefined): void {
    const { tr, doc } = this.#view.state;
    const decorations = blocks.flatMap(({ pos, matches }) => {
      return matches.map(({ from, to }) => {
        const isCurrent = pos + from === current?.from && pos + to === current.to;
        const attributes = { class: isCurrent ? names.current : names.match };
        return Decoration.inline(pos + from, pos + to, attributes);
      });
    });
    if (decorations.length === 0 && isUnpainted(this.#view)) return;
    this.#view.dispatch(tr.setMeta(decorationKey, DecorationSet.create(doc, decorations)));
  }

  clear(): void {
    if (!this.#view.isDestroyed) this.paint([], undefined);
  }
}

function isUnpainted({ state }: EditorView): boolean {
  const painted = decorationKey.getState(state);
  return painted === undefined || painted === DecorationSet.empty;
}

/** What draws the decorations of a browser without highlights. */
export function matchDecorations(): Plugin {
  return new Plugin<DecorationSet>({
    key: decorationKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, painted) => {
        const fresh = tr.getMeta(decorationKey) as DecorationSet | undefined;
        return fresh ?? painted.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => decorationKey.getState(state) },
  });
}

/**
 * Finding and replacing in one editor: what a panel shows, and what its buttons do.
 *
 * The match that somebody is at is simply the selection, while it is one: so it stays where it is while
 * others edit, as every selection does, and leaving the panel leaves the match selected. Searching goes in
 * slices, beginning in the window, and never keeps the page from answering; going to the next match waits
 * for the blocks on the way.
 *
 * Invariants: `#index` is there exactly while it is open and the query can be used; nothing is
 * dispatched while the view is being updated.
 */

import { TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { reveal } from "../../screen/reveal.ts";
import { browserTiming, type Timing } from "../../screen/timing.ts";
import { partNearWindow, positionAt } from "../../screen/visible.ts";
import type { ExpressionProblem } from "./expression.ts";
import { literalMatcher } from "./literal.ts";
import { MatchIndex, type Direction } from "./match-index.ts";
import { placesOf, withPlaces } from "./places.ts";
import { painterFor, type Painter } from "./paint.ts";
import { emptyQuery, isSameQuery, type FindQuery, type Matcher, type Span } from "./query.ts";
import { replaceAllMatches, replaceMatch } from "./replace.ts";

/** What a panel shows. */
export interface FindState {
  readonly isOpen: boolean;
  readonly query: FindQuery;
  /** Why the expression cannot be used. */
  readonly problem: ExpressionProblem | undefined;
  /** How many were found so far. */
  readonly count: number;
  /** Whether everything has been searched. */
  readonly isComplete: boolean;
  /** Which of them is selected, from 1 on. */
  readonly current: number | undefined;
}

const closedState: FindState = {
  isOpen: false,
  query: emptyQuery,
  problem: undefined,
  count: 0,
  isComplete: true,
  current: undefined,
};

/** So long at a time may searching keep a key waiting. */
const sliceMs = 8;

/** See the head of this file. One for each editor: see find-plugin.ts. */
export class Finder {
  readonly #view: EditorView;
  readonly #timing: Timing;
  readonly #painter: Painter;
  readonly #listeners = new Set<(state: FindState) => void>();
  #state = closedState;
  #matcher: Matcher | undefined;
  #index: MatchIndex | undefined;
  #stopSearch: (() => void) | undefined;
  #stopPainting: (() => void) | undefined;

  constructor(view: EditorView, timing: Timing = browserTiming) {
    this.#view = view;
    this.#timing = timing;
    this.#painter = painterFor(view);
  }

  get state(): FindState {
    return this.#state;
  }

  /** Calls `listener` whenever the state is another one. Returns the function that stops it. */
  onChange(listener: (state: FindState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens, with what is selected as the query if that is within one line, else with the last one. */
  open(): void {
    const { selection, doc, tr } = this.#view.state;
    this.#view.dispatch(withPlaces(tr, { origin: selection.from }));
    if (!this.#state.isOpen) {
      this.#view.dom.ownerDocument.addEventListener("scroll", this.#paintSoon, scrollOptions);
      this.#view.dom.ownerDocument.defaultView?.addEventListener("resize", this.#paintSoon);
    }
    this.#tell({ isOpen: true });
    const isWithinLine = !selection.empty && selection.$from.sameParent(selection.$to);
    const selected = isWithinLine ? doc.textBetween(selection.from, selection.to) : "";
    const { query } = this.#state;
    const isUsable = selected !== "" && selected.length <= 200 && !selected.includes("\n");
    this.#use(isUsable ? { ...query, text: selected, isExpression: false } : query);
    this.#goFrom(selection.from, 1, false);
  }

  /** Shows nothing any more. The match that is selected stays so. */
  close(): void {
    if (!this.#state.isOpen) return;
    const { ownerDocument } = this.#view.dom;
    ownerDocument.removeEventListener("scroll", this.#paintSoon, scrollOptions);
    ownerDocument.defaultView?.removeEventListener("resize", this.#paintSoon);
    this.#matcher = undefined;
    this.#index = undefined;
    this.#stopSearch?.();
    this.#stopPainting?.();
    this.#painter.clear();
    this.#tell({ ...closedState, query: this.#state.query });
  }

  /** Looks for something else, and goes to the first from where the selection was on. */
  find(change: Partial<FindQuery>): void {
    const query = { ...this.#state.query, ...change };
    if (isSameQuery(query, this.#state.query)) return;
    this.#use(query);
    this.#goFrom(placesOf(this.#view.state).origin, 1, false);
  }

  /** Goes to the next match, or back to the one before; round the end. */
  go(direction: Direction): void {
    const { from, to } = this.#view.state.selection;
    if (placesOf(this.#view.state).wanted === undefined)
      this.#goFrom(direction > 0 ? to : from, direction);
  }

  /** Replaces the match that is selected and goes to the next one; without one, only goes there. */
  replace(template: string): void {
    const { selection } = this.#view.state;
    const replacing = this.#replacing(template);
    const tr = replacing && replaceMatch(this.#view.state, replacing, selection);
    if (tr === undefined || this.#state.current === undefined) {
      this.#goFrom(selection.from, 1);
      return;
    }
    const behind = tr.mapping.map(selection.to, 1);
    this.#view.dispatch(tr);
    this.#goFrom(behind, 1);
  }

  /** Replaces everything that is found, as one step of undo. Returns how often; 0 while it searches. */
  replaceAll(template: string): number {
    const { state } = this.#view;
    const replacing = this.#replacing(template);
    const index = this.#index;
    if (replacing === undefined || index?.isComplete !== true || index.count === 0) return 0;
    const { count } = index;
    const blocks = index.between(0, state.doc.content.size);
    this.#view.dispatch(replaceAllMatches(state, replacing, blocks));
    return count;
  }

  /** The view shows another state than `before`. */
  updated(before: EditorState): void {
    const { doc, selection } = this.#view.state;
    if (!this.#state.isOpen || (doc === before.doc && selection.eq(before.selection))) return;
    this.#index?.update(doc);
    this.#searchSoon();
  }

  /** Stops for good, when the view goes. */
  destroy(): void {
    this.close();
    this.#listeners.clear();
  }

  #use(query: FindQuery): void {
    this.#matcher = undefined;
    this.#index = undefined;
    this.#tell({ query, problem: undefined, count: 0, isComplete: false, current: undefined });
    if (query.isExpression && query.text !== "") void this.#useExpression(query);
    else this.#searchWith(literalMatcher(query));
  }

  async #useExpression(query: FindQuery): Promise<void> {
    const { expressionMatcher } = await import("./expression.ts");
    if (!this.#state.isOpen || this.#state.query !== query) return;
    const matcher = expressionMatcher(query);
    if ("problem" in matcher) {
      this.#tell({ problem: matcher.problem, isComplete: true });
      this.#paintSoon();
    } else this.#searchWith(matcher);
  }

  #searchWith(matcher: Matcher): void {
    this.#matcher = matcher;
    this.#index = new MatchIndex(this.#view.state.doc, matcher);
    this.#search();
  }

  /** Searches a slice, and goes on with it later if that was not enough. */
  #search(): void {
    this.#stopSearch?.();
    const index = this.#index;
    if (index === undefined) return;
    if (!index.isComplete) {
      const endMs = this.#timing.nowMs() + sliceMs;
      index.search(() => this.#timing.nowMs() < endMs, this.#firstBlock());
      if (!index.isComplete) this.#searchSoon();
    }
    this.#goToWanted(index);
    const { count, isComplete } = index;
    this.#tell({ count, isComplete, current: index.ordinalOf(this.#view.state.selection) });
    this.#paintSoon();
  }

  #searchSoon(): void {
    this.#stopSearch?.();
    this.#stopSearch = this.#timing.soon(() => {
      if (!this.#view.isDestroyed) this.#search();
    });
  }

  /** Where searching begins: where a match is waited for, else in the window. */
  #firstBlock(): number {
    const { doc } = this.#view.state;
    const { wanted } = placesOf(this.#view.state);
    const pos = wanted?.pos ?? positionAt(this.#view, 0);
    return doc.childAfter(Math.min(pos, Math.max(0, doc.content.size - 1))).index;
  }

  #goFrom(pos: number, direction: Direction, movesOrigin = true): void {
    const wanted = { pos, direction, movesOrigin };
    this.#view.dispatch(withPlaces(this.#view.state.tr, { wanted }));
    this.#search();
  }

  #goToWanted(index: MatchIndex): void {
    const { state } = this.#view;
    const { wanted } = placesOf(state);
    if (wanted === undefined) return;
    const match = index.next(wanted.pos, wanted.direction);
    if (match === "unknown") return;
    const tr = withPlaces(state.tr, { wanted: undefined });
    if (match === undefined) {
      this.#view.dispatch(tr);
      return;
    }
    if (wanted.movesOrigin) withPlaces(tr, { wanted: undefined, origin: match.from });
    const selection = TextSelection.create(state.doc, match.from, match.to);
    this.#view.dispatch(tr.setSelection(selection));
    reveal(this.#view, () => this.#current, "middle", this.#timing);
  }

  /** The match that is selected. */
  get #current(): Span | undefined {
    const { from, to } = this.#view.state.selection;
    return this.#index?.ordinalOf({ from, to }) === undefined ? undefined : { from, to };
  }

  readonly #paintSoon = (): void => {
    this.#stopPainting?.();
    this.#stopPainting = this.#timing.onFrame(() => {
      if (this.#view.isDestroyed) return;
      const index = this.#index;
      if (index === undefined || index.count === 0) {
        this.#painter.clear();
        return;
      }
      const { from, to } = partNearWindow(this.#view);
      this.#painter.paint(index.between(from, to), this.#current);
    });
  };

  #replacing(template: string): Parameters<typeof replaceMatch>[1] | undefined {
    const { query } = this.#state;
    const matcher = this.#matcher;
    if (matcher === undefined || !this.#view.editable) return undefined;
    return { query, matcher, template };
  }

  #tell(change: Partial<FindState>): void {
    const entries = Object.entries(change);
    if (entries.every(([name, value]) => this.#state[name as keyof FindState] === value)) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }
}

const scrollOptions = { capture: true, passive: true } as const;

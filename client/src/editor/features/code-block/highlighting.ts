/**
 * Draws code in colours. The highlighter is loaded when the first code with a language is shown; long
 * code is looked at again only after a pause in typing.
 */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

type Highlighter = typeof import("./highlighter.ts");

/** Longer code is highlighted after a pause, and code longer than `mostLength` not at all. */
const longLength = 4_000;
const mostLength = 100_000;
const pauseMs = 400;

interface Highlighting {
  readonly decorations: DecorationSet;
  /** Whether there has been code with a language, for which the highlighter is needed. */
  readonly isWanted: boolean;
}

/** As a transaction's meta it asks that all code be looked at again. */
const key = new PluginKey<Highlighting>("coscribe-highlighting");

/** The plugin; see above. */
export function highlightCode(): Plugin {
  let highlighter: Highlighter | undefined;
  return new Plugin<Highlighting>({
    key,
    state: {
      init: (_config, { doc }) => ({ decorations: DecorationSet.empty, isWanted: hasCode(doc) }),
      apply: (tr, previous) => {
        const { decorations, isWanted } = previous;
        if (highlighter === undefined) {
          if (isWanted || !tr.docChanged) return previous;
          const isNew = touchedBlocks(tr).some(({ node }) => isHighlighted(node));
          return isNew ? { decorations, isWanted: true } : previous;
        }
        if (tr.getMeta(key) !== undefined) {
          return { decorations: highlighted(highlighter, tr.doc), isWanted };
        }
        return tr.docChanged
          ? { decorations: changed(highlighter, decorations, tr), isWanted }
          : previous;
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
    view: (view) =>
      new Watcher(view, (loaded) => {
        highlighter = loaded;
      }),
  });
}

/** Loads the highlighter when it is needed, and has long code looked at after a pause. */
class Watcher {
  readonly #view: EditorView;
  readonly #take: (highlighter: Highlighter) => void;
  #isLoading = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, take: (highlighter: Highlighter) => void) {
    this.#view = view;
    this.#take = take;
    this.#loadIfNeeded();
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc === before.doc) return;
    this.#loadIfNeeded();
    const { parent } = view.state.selection.$head;
    if (!isHighlighted(parent) || parent.content.size <= longLength) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookAgain(), pauseMs);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #loadIfNeeded(): void {
    if (this.#isLoading || key.getState(this.#view.state)?.isWanted !== true) return;
    this.#isLoading = true;
    import("./highlighter.ts").then(
      (loaded) => {
        this.#take(loaded);
        this.#lookAgain();
      },
      // Code without colours is code all the same; the next edit of code tries again.
      () => {
        this.#isLoading = false;
      },
    );
  }

  #lookAgain(): void {
    if (this.#view.isDestroyed) return;
    this.#view.dispatch(this.#view.state.tr.setMeta(key, true));
  }
}

/** `decorations` after `tr`, with the short code that it touched looked at again. */
function changed(
  highlighter: Highlighter,
  decorations: DecorationSet,
  tr: Transaction,
): DecorationSet {
  let set = decorations.map(tr.mapping, tr.doc);
  for (const { node, pos } of touchedBlocks(tr)) {
    if (node.content.size > longLength && isHighlighted(node)) continue;
    const old = set.find(pos, pos + node.nodeSize);
    if (old.length > 0) set = set.remove(old);
    const fresh = decorationsOf(highlighter, node, pos);
    if (fresh.length > 0) set = set.add(tr.doc, fresh);
  }
  return set;
}

function highlighted(highlighter: Highlighter, doc: Node): DecorationSet {
  const all: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const isShort = isHighlighted(node) && node.content.size <= mostLength;
    if (isShort) all.push(...decorationsOf(highlighter, node, pos));
    return false;
  });
  return DecorationSet.create(doc, all);
}

function decorationsOf(highlighter: Highlighter, node: Node, pos: number): Decoration[] {
  const { language } = textblockAttrs(node);
  if (!isHighlighted(node) || !highlighter.knowsLanguage(language)) return [];
  // An object within code is one letter of it.
  const code = node.textBetween(0, node.content.size, undefined, "\ufffc");
  if (code.length !== node.content.size) return [];
  return highlighter
    .highlightsOf(code, language)
    .map(({ from, to, classes }) =>
      Decoration.inline(pos + 1 + from, pos + 1 + to, { class: classes }),
    );
}

/** The text blocks in what `tr` changed. */
function touchedBlocks(tr: Transaction): { readonly node: Node; readonly pos: number }[] {
  const found = new Map<number, Node>();
  tr.mapping.maps.forEach((map, i) => {
    map.forEach((_from, _to, start, end) => {
      const after = tr.mapping.slice(i + 1);
      const from = Math.max(0, after.map(start, -1) - 1);
      const to = Math.min(tr.doc.content.size, after.map(end, 1) + 1);
      tr.doc.nodesBetween(from, to, (node, pos) => {
        if (node.isTextblock) found.set(pos, node);
        return !node.isTextblock;
      });
    });
  });
  // An attribute step, such as another kind or language, moves nothing and has no map.
  for (const step of tr.steps) {
    const { pos } = step as unknown as { readonly pos?: number };
    const node = pos === undefined ? null : tr.doc.nodeAt(Math.min(pos, tr.doc.content.size));
    if (pos !== undefined && node?.isTextblock === true) found.set(pos, node);
  }
  return [...found].map(([pos, node]) => ({ node, pos }));
}

function hasCode(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    found ||= isHighlighted(node);
    return !found && !node.isTextblock;
  });
  return found;
}

function isHighlighted(node: Node): boolean {
  if (!node.isTextblock) return false;
  const { kind, language } = textblockAttrs(node);
  return kind === "code" && language !== "";
}

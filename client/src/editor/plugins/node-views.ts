/**
 * The views of nodes: those of the features. All others are drawn as the schema says, and so are those of
 * features that are still to come. When they have come, those nodes alone are drawn anew.
 *
 * A text block that has no id of its own yet goes on when it gets one: the empty line that is shown where
 * nothing is stored, and text that another program wrote without a block around it. The first edit gives
 * it an id, and it must not be drawn anew for that: an input method may be composing in it.
 */

import { isBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import {
  Decoration,
  DecorationSet,
  type EditorView,
  type NodeViewConstructor,
} from "prosemirror-view";
import type { JoinedFeatures } from "../joined-features.ts";
import { DrawnView } from "./drawn-view.ts";

/** See the head of this file. */
export class NodeViews {
  readonly #features: () => JoinedFeatures;
  readonly #isToCome: (node: Node) => boolean;
  #anew = DecorationSet.empty;
  readonly #names: readonly string[];

  /** `features` says what is there by now. */
  constructor(features: () => JoinedFeatures) {
    this.#features = features;
    const now = features();
    const late = now.features.flatMap(({ content, load }) => (load && content ? [content] : []));
    const kinds = new Set(late.flatMap(({ kinds: all = [] }) => all.map(({ name }) => name)));
    const objects = new Set(
      late.flatMap(({ objects: blocks = [], inlines = [] }) => {
        return [...blocks, ...inlines].map(({ name }) => name);
      }),
    );
    this.#isToCome = (node) => {
      return node.isTextblock ? kinds.has(textblockAttrs(node).kind) : objects.has(node.type.name);
    };
    this.#names = [...new Set(["textblock", ...now.nodeViews.keys(), ...objects])];
  }

  /**
   * By the names of nodes. ProseMirror draws as the schema says where one returns nothing, and everything
   * anew where it gets others: they are others each time, though they do the same.
   */
  get byName(): Readonly<Record<string, NodeViewConstructor>> {
    const draw: NodeViewConstructor = (...given) => this.#draw(...given);
    return Object.fromEntries(this.#names.map((name) => [name, draw]));
  }

  /** Draws single nodes anew when {@link drawAnew} says so. */
  createPlugin(): Plugin {
    return new Plugin({ props: { decorations: () => this.#anew } });
  }

  /** Draws what has a view by now and had none among the features `before`. */
  drawAnew(view: EditorView, before: JoinedFeatures): void {
    const { doc } = view.state;
    const found: Decoration[] = [];
    doc.descendants((node, pos) => {
      const isNew = viewIn(before, node) === undefined && this.#hasView(node);
      if (isNew) found.push(Decoration.node(pos, pos + node.nodeSize, {}));
    });
    if (found.length === 0) return;
    // Whatever gets or loses a decoration is asked whether it goes on.
    this.#anew = DecorationSet.create(doc, found);
    view.updateState(view.state);
    this.#anew = DecorationSet.empty;
    view.updateState(view.state);
  }

  readonly #draw = ((...given) => {
    const [node, view] = given;
    const own = viewIn(this.#features(), node);
    if (own !== undefined) return own(...given);
    const isUnnamed = node.isTextblock && !isBlockId(node.attrs["id"]);
    if (!isUnnamed && !this.#isToCome(node)) return undefined;
    const isSame = isUnnamed ? isSameButForId : isSameMarkup;
    return new DrawnView(node, view, (now, was) => isSame(now, was) && !this.#hasView(now));
  }) as NodeViewConstructor;

  #hasView(node: Node): boolean {
    return viewIn(this.#features(), node) !== undefined;
  }
}

function isSameMarkup(node: Node, before: Node): boolean {
  return node.sameMarkup(before);
}

function isSameButForId(node: Node, before: Node): boolean {
  const { id } = node.attrs as { readonly id: unknown };
  return node.hasMarkup(before.type, { ...before.attrs, id }, before.marks);
}

function viewIn(features: JoinedFeatures, node: Node): NodeViewConstructor | undefined {
  return node.isTextblock
    ? features.kindViews.get(textblockAttrs(node).kind)
    : features.nodeViews.get(node.type.name);
}

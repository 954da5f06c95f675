/**
 * An editor without a screen: y-prosemirror's own binding between a Yjs document and an editor
 * state, with the few things of a view that the binding asks for.
 */

import { documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import { initProseMirrorDoc, ySyncPlugin } from "y-prosemirror";
import * as Y from "yjs";

/** The name of the fragment that holds the blocks. */
export const fragmentName = "content";

/** Shows the blocks of a Yjs document until it is closed. */
export class HeadlessEditor {
  readonly #view: View;
  readonly #binding: Binding;

  constructor(ydoc: Y.Doc) {
    const fragment = ydoc.getXmlFragment(fragmentName);
    const { doc, mapping } = initProseMirrorDoc(fragment, documentSchema);
    const plugin = ySyncPlugin(fragment, { mapping }) as Plugin;
    this.#view = {
      state: EditorState.create({ schema: documentSchema, doc, plugins: [plugin] }),
      dispatch: (transaction) => {
        this.#view.state = this.#view.state.apply(transaction);
        this.#binding.update?.();
      },
      hasFocus: () => false,
    };
    this.#binding = plugin.spec.view!(this.#view as never) as Binding;
  }

  get doc(): Node {
    return this.#view.state.doc;
  }

  /** Dispatches a transaction, which the binding then writes. */
  edit(change: (transaction: Transaction) => Transaction): void {
    this.#view.dispatch(change(this.#view.state.tr));
  }

  close(): void {
    this.#binding.destroy?.();
  }
}

interface View {
  state: EditorState;
  readonly dispatch: (transaction: Transaction) => void;
  readonly hasFocus: () => boolean;
}

interface Binding {
  update?(): void;
  destroy?(): void;
}

/** What the shared document holds, as plain values: names, attributes, texts with their marks. */
export function contentOf(ydoc: Y.Doc): unknown[] {
  return ydoc.getXmlFragment(fragmentName).toArray().map(plain);
}

function plain(type: unknown): unknown {
  if (type instanceof Y.XmlElement) {
    return {
      name: type.nodeName,
      attributes: type.getAttributes(),
      content: type.toArray().map(plain),
    };
  }
  if (type instanceof Y.XmlText) return type.toDelta() as unknown;
  throw new Error("no element and no text");
}

type Child = Y.XmlElement | Y.XmlText;

/** An element of a shared document that another client may have written. */
export function element(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
  ...children: readonly Child[]
): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, [...children] as Y.XmlText[]);
  return made;
}

/** A text of a shared document: runs of text, or of objects, with the marks on them. */
export function text(
  ...runs: readonly (readonly [insert: string | object, marks?: object])[]
): Y.XmlText {
  const made = new Y.XmlText();
  made.applyDelta(runs.map(([insert, attributes]) => ({ insert, attributes: attributes ?? {} })));
  return made;
}

/** A shared document of the given blocks. */
export function sharedDocument(...blocks: readonly Child[]): Y.Doc {
  const ydoc = new Y.Doc();
  ydoc.getXmlFragment(fragmentName).insert(0, [...blocks] as Y.XmlText[]);
  return ydoc;
}

/** Lexical with `@lexical/yjs`, both of its bindings. */

import {
  createBinding,
  createBindingV2__EXPERIMENTAL,
  syncLexicalUpdateToYjs,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL,
  syncYjsChangesToLexical,
  syncYjsChangesToLexicalV2__EXPERIMENTAL,
  syncYjsStateToLexicalV2__EXPERIMENTAL,
  type Provider,
} from "@lexical/yjs";
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $isElementNode,
  $isTextNode,
  createEditor,
  type LexicalEditor,
} from "lexical";
import type { WebsocketProvider } from "y-websocket";
import type { Doc, XmlElement, XmlText, YEvent } from "yjs";
import { bindingLibrary, type Binding } from "./binding.ts";

const documentId = "lexical";

/** The first binding: each paragraph a text with its nodes embedded. */
export const lexical = bindingLibrary("Lexical with @lexical/yjs", (doc, provider) => {
  const editor = newEditor();
  const binding = createBinding(editor, asProvider(provider), documentId, doc, docMap(doc));
  binding.root.getSharedType().observeDeep((events, transaction) => {
    if (transaction.origin === binding) return;
    const changes = events as YEvent<XmlText>[];
    syncYjsChangesToLexical(binding, asProvider(provider), changes, false, noCursors);
  });
  editor.registerUpdateListener((update) => {
    syncLexicalUpdateToYjs(
      binding,
      asProvider(provider),
      update.prevEditorState,
      update.editorState,
      update.dirtyElements,
      update.dirtyLeaves,
      update.normalizedNodes,
      update.tags,
    );
  });
  binding.root.applyChildrenYjsDelta(binding, binding.root.getSharedType().toDelta());
  editor.update(() => binding.root.syncChildrenFromYjs(binding), {
    discrete: true,
    tag: "collaboration",
  });
  return paragraphs(editor);
});

/** The second binding: a tree of elements and formatted texts. */
export const lexicalV2 = bindingLibrary("Lexical with @lexical/yjs, V2", (doc, provider) => {
  const editor = newEditor();
  const binding = createBindingV2__EXPERIMENTAL(editor, documentId, doc, docMap(doc));
  binding.root.observeDeep((events, transaction) => {
    if (transaction.origin === binding) return;
    const changes = events as YEvent<XmlElement | XmlText>[];
    syncYjsChangesToLexicalV2__EXPERIMENTAL(
      binding,
      asProvider(provider),
      changes,
      transaction,
      false,
    );
  });
  editor.registerUpdateListener((update) => {
    syncLexicalUpdateToYjsV2__EXPERIMENTAL(
      binding,
      asProvider(provider),
      update.prevEditorState,
      update.editorState,
      update.dirtyElements,
      update.dirtyLeaves,
      update.normalizedNodes,
      update.tags,
    );
  });
  syncYjsStateToLexicalV2__EXPERIMENTAL(binding, asProvider(provider));
  return paragraphs(editor);
});

/** Paragraphs; a word is a new one, and changes mark a word, type behind it and delete what is typed. */
function paragraphs(editor: LexicalEditor): Binding {
  const update = (edit: () => void): void => editor.update(edit, { discrete: true });
  return {
    get content() {
      return editor.getEditorState().toJSON();
    },
    write(word) {
      update(() => {
        $getRoot().append($createParagraphNode().append($createTextNode(word)));
      });
    },
    change(turn) {
      update(() => {
        const paragraph = $getRoot().getLastChild();
        if (!$isElementNode(paragraph)) return;
        const text = paragraph.getFirstChild();
        if ($isTextNode(text)) text.toggleFormat(turn % 2 === 0 ? "bold" : "italic");
        paragraph.append($createTextNode(` ${turn}`).toggleFormat("code"));
        if (turn % 3 === 2) paragraph.getLastChild()?.remove();
        if (turn % 4 === 3) $getRoot().getFirstChild()?.insertAfter($createParagraphNode());
      });
    },
  };
}

function newEditor(): LexicalEditor {
  return createEditor({
    namespace: documentId,
    onError(error) {
      throw error;
    },
  });
}

function docMap(doc: Doc): Map<string, Doc> {
  return new Map([[documentId, doc]]);
}

/** Lexical asks of a provider what y-websocket's has, but types presence as its own cursors. */
function asProvider(provider: WebsocketProvider): Provider {
  return provider as unknown as Provider;
}

function noCursors(): void {
  // There is no page to draw them on.
}

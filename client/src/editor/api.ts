/** What a page sees of the editor. `mountEditor` in editor.ts makes one. */

import type { TextblockKind } from "@coscribe/shared/schema";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/** The part of a `Connection` that an editor needs. */
export interface EditorConnection {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

/** What can be said when mounting; everything has a default. */
export interface EditorOptions {
  /** Starts without the right to edit; `setReadOnly` changes it later. */
  readonly readOnly?: boolean;
  /** Shown in an empty document. */
  readonly placeholder?: string;
  /** The editor's name for assistive technology, "Document" by default. */
  readonly label?: string;
}

/** The marks that text can have, beside links. */
export const markNames = ["bold", "italic", "underline", "strike", "code"] as const;

/** One of {@link markNames}. */
export type MarkName = (typeof markNames)[number];

/** Everything the user can be offered, as data. */
export type EditorCommand =
  | { readonly type: "toggleMark"; readonly mark: MarkName }
  /** Sets the selected blocks to a kind; `level` (1 to 3) counts for headings only. */
  | { readonly type: "setKind"; readonly kind: TextblockKind; readonly level?: number }
  /** Names the language of the selected code blocks; "" for none. */
  | { readonly type: "setLanguage"; readonly language: string }
  | { readonly type: "indent" }
  | { readonly type: "outdent" }
  | { readonly type: "toggleChecked" }
  /** Links the selection, or the link around the caret, or inserts `text` (or the target itself). */
  | { readonly type: "setLink"; readonly href: string; readonly text?: string }
  | { readonly type: "removeLink" }
  | { readonly type: "insertDivider" }
  | { readonly type: "moveUp" }
  | { readonly type: "moveDown" }
  | { readonly type: "duplicate" }
  | { readonly type: "clearFormatting" }
  | { readonly type: "undo" }
  | { readonly type: "redo" };

/** What a toolbar shows. Of several selected blocks, the first counts. */
export interface EditorSummary {
  /** Marks of the selection's text, or those that the next typed letter will have. */
  readonly marks: Readonly<Record<MarkName, boolean>>;
  /** The target of the link at the caret or at the start of the selection. */
  readonly link: string | undefined;
  /** Undefined where no text block is selected, such as on a divider. */
  readonly kind: TextblockKind | undefined;
  /** 1 to 3 for a heading. */
  readonly level: number;
  /** 0 to 8. */
  readonly indent: number;
  /** For a task. */
  readonly checked: boolean;
  /** For a code block; "" when none is named. */
  readonly language: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isReadOnly: boolean;
  /**
   * The document was written by a newer version, and can hold what this one does not understand. It
   * is read-only then, whatever is asked of it.
   */
  readonly isOfNewerVersion: boolean;
  /** The document holds no text and nothing else that could be seen. */
  readonly isEmpty: boolean;
}

/** A mounted editor. */
export interface Editor {
  readonly view: EditorView;
  /** The newest summary; the same object as long as nothing in it changes. */
  readonly state: EditorSummary;
  /** Calls `listener` whenever the summary is another one. Returns the function that stops it. */
  onChange(listener: (summary: EditorSummary) => void): () => void;
  /** Runs a command; false when it does not apply here, or the editor is read-only. */
  run(command: EditorCommand): boolean;
  setReadOnly(readOnly: boolean): void;
  /** Another name for assistive technology. */
  setLabel(label: string): void;
  focus(): void;
  /** Takes the editor off the page and out of the document. The connection stays open. */
  destroy(): void;
}

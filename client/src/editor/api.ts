/** What a page sees of the editor. `mountEditor` in editor.ts makes one. */

import type { ColorName, MentionAttrs, TextblockAttrs } from "@coscribe/shared/schema";
import type { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { EditorFiles, EditorNotice } from "./context.ts";
import type { EditorSummary } from "./editor-summary.ts";
import type { EditorFeature, Tool } from "./feature.ts";
import type { WordLookup } from "./say.ts";

/** The part of a `Connection` that an editor needs. */
export interface EditorConnection {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Images and files of the document; without it none can be added. */
  readonly files?: EditorFiles;
  /** Tells of uploads that have changed. */
  on?(event: "uploads", listener: () => void): () => void;
}

/** What can be said when mounting; everything has a default. */
export interface EditorOptions {
  /** Starts without the right to edit; `setReadOnly` changes it later. */
  readonly readOnly?: boolean;
  /** Shown in an empty document. */
  readonly placeholder?: string;
  /** What a tool is called, in a hint in an empty line; as it says, by default. */
  readonly labelOf?: (tool: Tool) => string;
  /** What is said instead of English words, by their keys; see `editorWords`. */
  readonly words?: WordLookup;
  /** The editor's name for assistive technology, "Document" by default. */
  readonly label?: string;
  /** What can be written, `standardFeatures` by default: leave some out, put others in their place, add own. */
  readonly features?: readonly EditorFeature[];
  /** More plugins, after those of the features. Made once: an editor keeps its plugins for life. */
  readonly plugins?: readonly Plugin[];
  /** Told what the person should know, such as that a file is too large: show it, and have it read out. */
  readonly onNotice?: (notice: EditorNotice) => void;
}

/** Text from one position in the document to another, within one block. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Everything the user can be offered, as data. */
export type EditorCommand =
  | { readonly type: "toggleMark"; readonly mark: string }
  /** Sets the selected blocks to a kind; `level` (1 to 6) counts for headings only. */
  | { readonly type: "setKind"; readonly kind: string; readonly level?: number }
  /** Puts the selected blocks into a quotation or callout, or out of it. */
  | { readonly type: "toggleFrame"; readonly frame: TextblockAttrs["frame"] }
  | { readonly type: "setAlign"; readonly align: TextblockAttrs["align"] }
  | { readonly type: "setDirection"; readonly dir: TextblockAttrs["dir"] }
  | { readonly type: "setTint"; readonly tint: TextblockAttrs["tint"] }
  /** Gives the selected text a colour, or one behind it; none where no colour is said. */
  | { readonly type: "setColor"; readonly mark: "color" | "highlight"; readonly color?: ColorName }
  /** The number of the first selected numbered line; null goes on with those above. */
  | { readonly type: "setStart"; readonly number: number | null }
  /** Names the language of the selected code blocks; "" for none. */
  | { readonly type: "setLanguage"; readonly language: string }
  | { readonly type: "indent" }
  | { readonly type: "outdent" }
  | { readonly type: "toggleChecked" }
  /** Links the selection, or the link around the caret, or inserts `text` (or the target itself). */
  | { readonly type: "setLink"; readonly href: string; readonly text?: string }
  | { readonly type: "removeLink" }
  | { readonly type: "insertDivider" }
  /** Inserts a table below the line; 3 by 3 if nothing else is said. */
  | { readonly type: "insertTable"; readonly rows?: number; readonly columns?: number }
  /** Types `text` in the place of the text in `instead`, or else of the selection. */
  | { readonly type: "insertText"; readonly text: string; readonly instead?: TextRange }
  /** Mentions somebody, or another document, in the place of the text in `instead` or else at the caret. */
  | { readonly type: "insertMention"; readonly mention: MentionAttrs; readonly instead?: TextRange }
  /** Puts an empty line below the selected blocks and what hangs below them, and the caret into it. */
  | { readonly type: "insertBelow" }
  | { readonly type: "moveUp" }
  | { readonly type: "moveDown" }
  /** Moves the selected blocks, with what hangs below them, to a position between blocks beside them. */
  | { readonly type: "moveTo"; readonly position: number }
  | { readonly type: "duplicate" }
  | { readonly type: "clearFormatting" }
  | { readonly type: "undo" }
  | { readonly type: "redo" };

/** A mounted editor. */
export interface Editor {
  readonly view: EditorView;
  /** The newest summary; the same object as long as nothing in it changes. */
  readonly state: EditorSummary;
  /** Calls `listener` whenever the summary is another one. Returns the function that stops it. */
  onChange(listener: (summary: EditorSummary) => void): () => void;
  /** What can be done, by all features in their order. */
  readonly tools: readonly Tool[];
  /** Runs a command; false when it does not apply here, or the editor is read-only. */
  run(command: EditorCommand): boolean;
  /**
   * Uses a tool, as its key does; false where there is none by this id, or it does not apply. The text
   * in `instead`, such as what was typed to find the tool, goes in the same step.
   */
  use(tool: string, instead?: TextRange): boolean;
  /**
   * Adds a plugin that keeps nothing in the state, before all others, until the returned function is
   * called: what an interface that comes late does with keys, and draws.
   */
  attach(plugin: Plugin): () => void;
  setReadOnly(readOnly: boolean): void;
  /**
   * Scrolls along with the caret of another person, whose replicas `isTheirs` knows by their Yjs client IDs,
   * until the function that is returned is called. When the user scrolls, types or presses Escape it has
   * ended, and `ended` is called. One person is followed at a time.
   */
  follow(isTheirs: (clientId: number) => boolean, ended: () => void): () => void;
  /** Other words than in {@link EditorOptions.words}; what is drawn says them, too. */
  setWords(words: WordLookup): void;
  /** Another name for assistive technology. */
  setLabel(label: string): void;
  focus(): void;
  /** Takes the editor off the page and out of the document. The connection stays open. */
  destroy(): void;
}

/** What a page sees of the editor. `mountEditor` in editor.ts makes one. */

import type { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { EditorFiles, EditorNotice } from "./context.ts";
import type { EditorCommand, TextRange } from "./editor-command.ts";
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
  readonly words?: WordLookup | undefined;
  /** The editor's name for assistive technology, "Document" by default. */
  readonly label?: string;
  /** What can be written, `standardFeatures` by default: leave some out, put others in their place, add own. */
  readonly features?: readonly EditorFeature[];
  /** More plugins, after those of the features. Made once: an editor keeps its plugins for life. */
  readonly plugins?: readonly Plugin[];
  /**
   * When to fetch what the first letter does not need; as soon as the editor stands, by default. What cannot
   * wait, such as for a paste, is fetched earlier.
   */
  readonly lateTime?: Promise<unknown>;
  /** Told what the person should know, such as that a file is too large: show it, and have it read out. */
  readonly onNotice?: (notice: EditorNotice) => void;
}

/** A mounted editor. */
export interface Editor {
  readonly view: EditorView;
  /** The newest summary; the same object as long as nothing in it changes. */
  readonly state: EditorSummary;
  /** Calls `listener` whenever the summary is another one. Returns the function that stops it. */
  onChange(listener: (summary: EditorSummary) => void): () => void;
  /** What can be done, by all features in their order, as far as they have come: `onChange` tells when more have. */
  readonly tools: readonly Tool[];
  /** Runs a command; false when it does not apply here, its feature is not there, or the editor is read-only. */
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
  setWords(words: WordLookup | undefined): void;
  /** Another text than {@link EditorOptions.placeholder}. */
  setPlaceholder(placeholder: string): void;
  /** Another name for assistive technology. */
  setLabel(label: string): void;
  focus(): void;
  /** Takes the editor off the page and out of the document. The connection stays open. */
  destroy(): void;
}

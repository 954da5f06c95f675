/**
 * What a feature adds to an editor: what documents can hold by it, and how that is edited. `features/`
 * has a folder for each of ours, and features/index.ts joins them; `mountEditor` takes any list.
 */

import type { ContentFeature } from "@coscribe/shared/schema";
import type { Command, Plugin } from "prosemirror-state";
import type { NodeViewConstructor } from "prosemirror-view";
import type { EditorCommand } from "./editor-command.ts";
import type { EditorSummary } from "./editor-summary.ts";
import type { InputRule } from "./input-rule.ts";

/** One thing that a writer can use, with everything that it takes. */
export interface EditorFeature {
  /** Unique among features. */
  readonly name: string;
  /** What documents can hold by it. Without it in an editor, such content is kept, and shown as a placeholder. */
  readonly content?: ContentFeature;
  /** What can be done, for toolbars, menus and keys. */
  readonly tools?: readonly Tool[];
  /**
   * What keys do that are no tool's, as ProseMirror names them. Where several features have
   * something for a key, the first whose command applies does it; then come the editor's own.
   */
  readonly keys?: Readonly<Record<string, Command>>;
  /** What is typed as Markdown. */
  readonly inputRules?: readonly InputRule[];
  /** What `Editor.run` does by it. */
  readonly commands?: FeatureCommands;
  /** Called once for each editor. */
  readonly plugins?: () => readonly Plugin[];
  /** By the name of a node other than a text block. */
  readonly nodeViews?: Readonly<Record<string, NodeViewConstructor>>;
  /** By the kind of a text block. One must end itself (`update`) when the kind changes. */
  readonly kindViews?: Readonly<Record<string, NodeViewConstructor>>;
  /**
   * Brings all of it, where this is only what the first letter needs. Called as soon as an editor is
   * there, which does without until then; what comes takes the place of this, and has the same content.
   * Views that come are those of this content: it is drawn as the schema says before.
   */
  readonly load?: () => Promise<EditorFeature>;
}

/** For types of commands what they do. */
export type FeatureCommands = {
  readonly [T in EditorCommand["type"]]?: (
    command: Extract<EditorCommand, { readonly type: T }>,
  ) => Command;
};

/** Where a tool belongs. */
export type ToolGroup =
  /** What the block is: exactly one of these is on. */
  | "kind"
  /** What stands around the block. */
  | "frame"
  /** How letters look. */
  | "mark"
  /** Where letters lead. */
  | "link"
  | "color"
  | "indent"
  | "align"
  /** What is put between blocks or into the text. */
  | "insert"
  /** What is done with whole blocks. */
  | "block";

/** One thing that can be done, by button, menu or key. */
export interface Tool {
  /** Unique among tools. Labels in other languages are looked up by it, as `tool.ID`. */
  readonly id: string;
  readonly group: ToolGroup;
  /** In English, with a capital letter. */
  readonly label: string;
  /** The name of one of our icons, or the source of an SVG element. */
  readonly icon: string;
  /** More words by which it is found, in lower case. */
  readonly keywords?: string;
  /** What is typed for it, to be shown: `"## "`. */
  readonly typed?: string;
  readonly command: Command;
  /** As ProseMirror names them; the first is shown. */
  readonly keys?: readonly string[];
  /** For what is on or off: whether it is on. */
  readonly isOn?: (summary: EditorSummary) => boolean;
  /** Whether it would do anything now; always, by default. */
  readonly isPossible?: (summary: EditorSummary) => boolean;
}

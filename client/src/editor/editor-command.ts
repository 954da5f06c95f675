/** What an editor can be asked to do by a program. */

import type { ColorName, MentionAttrs, TextblockAttrs } from "@coscribe/shared/schema";

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

/** What an interface around the editor needs to know of its state, as plain data. */

import type { TextblockAttrs } from "@coscribe/shared/schema";

/**
 * What a toolbar shows. Of several selected blocks, the first counts; where no text block is
 * selected, such as on a divider, its attributes are the defaults.
 */
export interface EditorSummary extends Omit<TextblockAttrs, "kind"> {
  /** Marks of the selection's text, or those that the next typed letter will have, by name. */
  readonly marks: Readonly<Record<string, boolean>>;
  /** The target of the link at the caret or at the start of the selection. */
  readonly link: string | undefined;
  /** Undefined where no text block is selected. */
  readonly kind: string | undefined;
  /** Whether marks and links have no place in the block. */
  readonly isVerbatim: boolean;
  /** The name of the node that is selected as a whole, such as an image. */
  readonly object: string | undefined;
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

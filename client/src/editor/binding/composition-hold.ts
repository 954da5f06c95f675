/**
 * Keeps a block still while an input method composes in it.
 *
 * Chinese, Japanese and other input methods break, and leave half-typed syllables behind, when the
 * text that they work on is redrawn. So while a composition is going on, what others do in the same
 * block is stored but not shown; all other blocks go on as always. What is composed meanwhile is
 * written to where it belongs in the stored block (held-letters.ts).
 *
 * The hold ends with the composition; after some seconds, since somebody may leave a composition
 * open and go to lunch; and when others split, move or delete the block so that its letters are not
 * together any more.
 */

import { flowOf, type Flow } from "@coscribe/shared/flow";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type EditorState, type Selection } from "prosemirror-state";
import { HeldLetters } from "./held-letters.ts";
import { placeAt, screenPosition } from "./place.ts";

/** See the head of this file. */
export class CompositionHold {
  #isComposing = false;
  #letters: HeldLetters | undefined;

  /** The letters of the block that is older on the screen than it is stored; undefined for none. */
  get letters(): HeldLetters | undefined {
    return this.#letters;
  }

  /** A composition began. */
  begin(): void {
    this.#isComposing = true;
  }

  /** From now on everything is shown again. */
  end(): void {
    this.#isComposing = false;
    this.#letters = undefined;
  }

  /** Others are about to change `flow`, which `state` shows. */
  prepare({ selection }: EditorState, flow: Flow): void {
    if (!this.#isComposing || this.#letters !== undefined) return;
    const place = placeAt(flow, selection.$from);
    if (place.block === undefined || place.offset === undefined) return;
    this.#letters = new HeldLetters(place.flow, place.block.id);
  }

  /** `read`, which shows `root`, but with the held block as it is on the screen. */
  hold({ doc, selection }: EditorState, root: Flow, read: Node): Held {
    const letters = this.#letters;
    if (letters === undefined) return { document: read, selection: undefined };
    const flow = flowOf(root, letters.text);
    const place = { block: letters.block, offset: undefined };
    const pos =
      flow && letters.areIn(flow) ? screenPosition(root, read, flow.text, place) : undefined;
    const [old, oldPos] = nodeWithId(doc, letters.block, selection) ?? [];
    if (pos === undefined || old === undefined || oldPos === undefined) {
      this.#letters = undefined;
      return { document: read, selection: undefined };
    }
    const stored = read.nodeAt(pos)!;
    // Its attributes are shown as they are: only its text must not be touched.
    const held = stored.copy(old.content);
    const document = read.replace(pos, pos + stored.nodeSize, new Slice(Fragment.from(held), 0, 0));
    const isInside = selection.$from.parent === old && selection.$to.parent === old;
    const [anchor, head] = [selection.anchor - oldPos + pos, selection.head - oldPos + pos];
    return {
      document,
      selection: isInside ? TextSelection.create(document, anchor, head) : undefined,
    };
  }
}

/** What is shown while a block is held. */
export interface Held {
  readonly document: Node;
  /** The selection in it, if that is in the held block. */
  readonly selection: Selection | undefined;
}

/** The text block with this id, at the selection if it is there, and where it is. */
function nodeWithId(
  doc: Node,
  id: string,
  { $from }: Selection,
): readonly [node: Node, pos: number] | undefined {
  if ($from.depth > 0 && $from.parent.attrs["id"] === id) return [$from.parent, $from.before()];
  let found: readonly [node: Node, pos: number] | undefined;
  doc.descendants((node, pos) => {
    if (node.isTextblock && node.attrs["id"] === id) found ??= [node, pos];
    return found === undefined && !node.isTextblock;
  });
  return found;
}

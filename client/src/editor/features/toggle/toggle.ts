/** Toggles: lines that fold away what hangs below them. */

import { newBlockId } from "@coscribe/shared/flow";
import { contentFeatures, maxIndent, textblockAttrs } from "@coscribe/shared/schema";
import { TextSelection, type Command } from "prosemirror-state";
import { blocksBelow } from "../../commands/outline.ts";
import { currentTextblock } from "../../commands/selected-blocks.ts";
import type { EditorFeature } from "../../feature.ts";
import { kindTool } from "../kind-tool.ts";
import { turnInto } from "../turn-into.ts";
import { foldToggles, isFolded, setFolded } from "./folding.ts";
import { toggleView } from "./toggle-view.ts";

/** Folds the toggle at the caret, or opens it. */
const foldHere: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  const id = block?.node.attrs["id"] as unknown;
  if (block === undefined || textblockAttrs(block.node).kind !== "toggle") return false;
  if (typeof id !== "string") return false;
  dispatch?.(setFolded(state, id, !isFolded(state, id)));
  return true;
};

/**
 * Enter at the end of a toggle goes on below it: in what it shows, or behind what it hides, so that
 * nothing comes to hang below another line.
 */
const enterToggle: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  const { $from, empty } = state.selection;
  if (block === undefined || !empty || block.node.content.size === 0) return false;
  const { kind, indent, frame } = textblockAttrs(block.node);
  if (kind !== "toggle" || $from.parentOffset < block.node.content.size) return false;
  const isHiding = isFolded(state, block.node.attrs["id"]);
  const before = (isHiding && blocksBelow(block).at(-1)) || block;
  const pos = before.pos + before.node.nodeSize;
  const line = isHiding ? { kind, indent } : { indent: Math.min(indent + 1, maxIndent) };
  const attrs = { ...line, frame: frame || null, id: newBlockId() };
  const tr = state.tr.insert(pos, state.schema.node("textblock", attrs));
  tr.setSelection(TextSelection.create(tr.doc, pos + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** See the head of this file. */
export const toggle: EditorFeature = {
  name: "toggle",
  content: contentFeatures.toggle,
  tools: [
    kindTool("toggle", {
      label: "Toggle",
      icon: "listCollapse",
      keywords: "fold collapse details accordion",
      typed: "+++",
    }),
  ],
  keys: { "Mod-Enter": foldHere, Enter: enterToggle },
  inputRules: [{ pattern: /^\+\+\+ $/, apply: (tr, match) => turnInto(tr, match, "toggle") }],
  plugins: () => [foldToggles()],
  kindViews: { toggle: toggleView },
};

/**
 * Links an address when a line ends behind it, as one is linked when a space follows it.
 *
 * It looks at what has come of the line and not at the key: keyboards on screens end lines in ways of their own.
 * The link is an edit of its own, so undo right after takes back the link, and leaves the line.
 */

import { Plugin, type EditorState } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { addressInWord } from "./address.ts";

interface Found {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly href: string;
}

/** The plugin; see above. */
export function linkBeforeBreak(): Plugin {
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        const found = addressBeforeBreak(view.state, before);
        if (found === undefined || !view.editable) return;
        // The edit that is being shown has to be written first.
        queueMicrotask(() => {
          if (view.isDestroyed) return;
          const { state } = view;
          const { from, to, text, href } = found;
          const isThere = to <= state.doc.content.size && state.doc.textBetween(from, to) === text;
          if (isThere)
            view.dispatch(state.tr.addMark(from, to, state.schema.mark("link", { href })));
        });
      },
    }),
  });
}

function addressBeforeBreak(state: EditorState, before: EditorState): Found | undefined {
  const { $from, empty } = before.selection;
  if (!empty || state.doc === before.doc || !hasBroken(state, before)) return undefined;
  if (isVerbatim($from.parent) || before.schema.marks["link"] === undefined) return undefined;
  const line = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const word = /[^\s\ufffc]+$/.exec(line)?.[0];
  const address = word === undefined ? undefined : addressInWord(word);
  if (word === undefined || address === undefined) return undefined;
  const start = $from.pos - word.length;
  const [from, to] = [start + address.start, start + address.end];
  if (state.doc.rangeHasMark(from, to, before.schema.marks["link"])) return undefined;
  return { from, to, text: word.slice(address.start, address.end), href: address.href };
}

/** Whether the line has been split at the caret, or gone on in a new line of the same block. */
function hasBroken(state: EditorState, before: EditorState): boolean {
  const { from, $from } = state.selection;
  const caret = before.selection.from;
  if (from === caret + 1) return $from.nodeBefore?.text?.endsWith("\n") === true;
  return (
    from === caret + 2 &&
    $from.parent.isTextblock &&
    $from.parentOffset === 0 &&
    state.doc.resolve(caret).parentOffset === state.doc.resolve(caret).parent.content.size
  );
}

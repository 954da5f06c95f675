/**
 * Copy and paste.
 *
 * Outward: nested lists as other programs know them, and text with a marker before each list line.
 * Inward: HTML from anywhere through the schema's reader, plain text a block per line, an address
 * on selected text as a link. Dragging goes the same ways.
 */

import { blocksFromHtml, htmlFromBlocks } from "@coscribe/shared/schema";
import { DOMParser, DOMSerializer, Fragment, Slice, type Schema } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import { pasted } from "./paste.ts";
import { plainText } from "./plain-text.ts";

/** The plugin; see above. */
export function handleClipboard(schema: Schema): Plugin {
  return new Plugin({
    props: {
      clipboardSerializer: new NestedSerializer({}, {}),
      clipboardTextSerializer: ({ content }) => plainText(content),
      clipboardParser: new HtmlReader(schema, []),
      clipboardTextParser: (text) => linesAsBlocks(text, schema),
      transformCopied: (slice, { state }) => (isPartOfBlock(state) ? withoutKind(slice) : slice),
      handlePaste: (view, event, slice) => {
        // Files, for example: nothing that could take the place of the selection.
        if (slice.size === 0) return false;
        const text = event.clipboardData?.getData("text/plain") ?? "";
        const tr = pasted(view.state, slice, text);
        view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
        return true;
      },
    },
  });
}

/** Writes blocks as nested HTML, see html-export.ts of the schema. */
class NestedSerializer extends DOMSerializer {
  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const dom = options.document ?? document;
    const parent = target ?? dom.createDocumentFragment();
    for (const html of htmlFromBlocks(fragment)) {
      parent.append(typeof html === "string" ? html : DOMSerializer.renderSpec(dom, html).dom);
    }
    return parent;
  }
}

/** Reads HTML, see html-import.ts of the schema. */
class HtmlReader extends DOMParser {
  override parseSlice(dom: globalThis.Node): Slice {
    return Slice.maxOpen(blocksFromHtml(dom));
  }
}

/** A selection of a part of one block is text, and not, say, a heading. */
function isPartOfBlock({ selection: { $from, $to } }: EditorState): boolean {
  if (!$from.sameParent($to) || !$from.parent.isTextblock) return false;
  return $from.parentOffset > 0 || $to.parentOffset < $to.parent.content.size;
}

function withoutKind({ content, openStart, openEnd }: Slice): Slice {
  const { type } = content.firstChild!;
  return new Slice(
    Fragment.from(type.create(null, content.firstChild!.content)),
    openStart,
    openEnd,
  );
}

function linesAsBlocks(text: string, schema: Schema): Slice {
  const lines = text.replace(/(?:\r\n?|\n)$/, "").split(/\r\n?|\n/);
  const blocks = lines.map((line) => schema.node("textblock", null, line ? schema.text(line) : []));
  return new Slice(Fragment.fromArray(blocks), 1, 1);
}

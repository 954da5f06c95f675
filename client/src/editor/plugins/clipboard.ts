/**
 * Copy and paste.
 *
 * Outward: nested lists as other programs know them, and text with a marker before each list line.
 * Inward: HTML from anywhere through the schema's reader, plain text a block per line, an address
 * on selected text as a link. Dragging goes the same ways.
 *
 * Blocks that come in have no ids, wherever they come from, so that what is pasted twice is not
 * there twice by one name; writing gives them new ones.
 */

import {
  blocksFromHtml,
  blocksFromNodes,
  htmlFromBlocks,
  htmlFromRuns,
  nodesFromBlocks,
  plainText,
  runsFromNodes,
} from "@coscribe/shared/schema";
import {
  DOMParser,
  DOMSerializer,
  Fragment,
  Slice,
  type Node,
  type Schema,
} from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import { pasted } from "./paste.ts";

/** The plugin; see above. */
export function handleClipboard(schema: Schema): Plugin {
  return new Plugin({
    props: {
      clipboardSerializer: new NestedSerializer({}, {}),
      clipboardTextSerializer: ({ content }) => plainText(blocksFromNodes(content)),
      clipboardParser: new HtmlReader(schema, []),
      clipboardTextParser: (text) => linesAsBlocks(text, schema),
      transformCopied: (slice, { state }) => {
        return isPartOfBlock(state) ? withoutKind(outOfTables(slice)) : outOfTables(slice);
      },
      transformPasted: withoutIds,
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
    const isInline = fragment.firstChild?.isInline === true;
    const html = isInline
      ? htmlFromRuns(runsFromNodes(fragment))
      : htmlFromBlocks(blocksFromNodes(fragment));
    for (const node of html) {
      parent.append(typeof node === "string" ? node : DOMSerializer.renderSpec(dom, node).dom);
    }
    return parent;
  }
}

/** Reads HTML, see html-import.ts of the schema. A table is pasted as a whole. */
class HtmlReader extends DOMParser {
  override parseSlice(dom: globalThis.Node): Slice {
    const blocks = nodesFromBlocks(this.schema, blocksFromHtml(dom));
    return Slice.maxOpen(Fragment.fromArray(blocks), false);
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

/** What was selected within one cell is its blocks, and not a table around them. */
function outOfTables(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  const table = content.firstChild;
  const isWithin = content.childCount === 1 && table !== null && table.type.name === "table";
  if (!isWithin || table.childCount !== 1 || openStart < 2 || openEnd < 2) return slice;
  return outOfTables(new Slice(table.child(0).content, openStart - 2, openEnd - 2));
}

function withoutIds({ content, openStart, openEnd }: Slice): Slice {
  return new Slice(unnamed(content), openStart, openEnd);
}

function unnamed(content: Fragment): Fragment {
  return Fragment.fromArray(content.content.map(unnamedNode));
}

function unnamedNode(node: Node): Node {
  if (node.isText) return node;
  const inside = unnamed(node.content);
  if ((node.attrs["id"] ?? null) === null) return node.copy(inside);
  return node.type.create({ ...node.attrs, id: null }, inside, node.marks);
}

function linesAsBlocks(text: string, schema: Schema): Slice {
  const lines = text.replace(/(?:\r\n?|\n)$/, "").split(/\r\n?|\n/);
  const blocks = lines.map((line) => schema.node("textblock", null, line ? schema.text(line) : []));
  return new Slice(Fragment.fromArray(blocks), 1, 1);
}

/**
 * Copy and paste.
 *
 * Outward: nested lists as other programs know them, and text with a marker before each list line.
 * Inward: HTML from anywhere through the schema's reader, plain text a block per line, or as the
 * Markdown that it is (paste-event.ts), an address on selected text as a link. Dragging goes the same
 * ways.
 *
 * Blocks that come in have no ids, wherever they come from, so that what is pasted twice is not
 * there twice by one name; writing gives them new ones.
 *
 * What reads and writes HTML comes with the late part. What is pasted before that waits for it. If it
 * cannot be loaded, and for what is copied or dropped before, the schema's rules for single elements do.
 */

import { blocksFromNodes, cleanText, contentOfSchema, plainText } from "@coscribe/shared/schema";
import {
  DOMParser,
  DOMSerializer,
  Fragment,
  Slice,
  type ParseOptions,
  type Schema,
} from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { LateLoad, LatePart } from "../late-load.ts";
import { outOfTables } from "./out-of-tables.ts";
import { withoutIds } from "./without-ids.ts";

/** What reads and writes HTML, which comes late. */
export interface LateClipboard extends Pick<LateLoad, "load"> {
  readonly part:
    | Pick<
        LatePart,
        | "clipOf"
        | "isTooMuch"
        | "pasteOtherwise"
        | "pasteSlice"
        | "readHtml"
        | "tellLeftOut"
        | "writeHtml"
      >
    | undefined;
}

/** The plugin; see above. */
export function handleClipboard(schema: Schema, late: LateClipboard): Plugin {
  /** Shift with the keys of pasting asks for text as it is. */
  let isShiftDown = false;
  const watchShift = (_: EditorView, event: KeyboardEvent): boolean => {
    isShiftDown = event.shiftKey;
    return false;
  };
  return new Plugin({
    props: {
      clipboardSerializer: new NestedSerializer(schema, late),
      clipboardTextSerializer: ({ content }) => {
        return plainText(blocksFromNodes(content), contentOfSchema(schema));
      },
      clipboardParser: new HtmlReader(schema, late),
      clipboardTextParser: (text) => linesAsBlocks(text, schema),
      transformCopied: (slice, { state }) => {
        return isPartOfBlock(state) ? withoutKind(outOfTables(slice)) : outOfTables(slice);
      },
      transformPasted: withoutIds,
      // Before drop.ts is there: ProseMirror would insert what it copied when the drag began.
      handleDrop: ({ dragging }) => late.part === undefined && dragging !== null,
      handlePaste: (view, event, slice) => {
        // Files, for example: nothing that could take the place of the selection.
        if (late.part === undefined || slice.size === 0) return false;
        const { text, html } = late.part.clipOf(event);
        late.part.pasteSlice(view, slice, text);
        late.part.tellLeftOut(view, html);
        return true;
      },
      handleDOMEvents: {
        keydown: watchShift,
        keyup: watchShift,
        paste: (view, event) => {
          if (!view.editable) return false;
          if (late.part === undefined) return pasteLater(view, event, late);
          const clip = late.part.clipOf(event);
          const isTaken =
            late.part.isTooMuch(view, clip.text.length) ||
            (!isShiftDown && late.part.pasteOtherwise(view, clip));
          if (isTaken) event.preventDefault();
          return isTaken;
        },
      },
    },
  });
}

/** Keeps what is pasted, which is gone after the event, until it can be read. */
function pasteLater(view: EditorView, event: ClipboardEvent, late: LateClipboard): boolean {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const html = event.clipboardData?.getData("text/html") ?? "";
  const vsCode = event.clipboardData?.getData("vscode-editor-data") ?? "";
  if (text === "" && html === "") return false;
  event.preventDefault();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  clipboardData.setData("text/html", html);
  const again = new ClipboardEvent("paste", { clipboardData });
  void late.load().then((part) => {
    if (view.isDestroyed) return;
    if (part?.isTooMuch(view, text.length) === true) return;
    if (part?.pasteOtherwise(view, { ...part.clipOf(again), vsCode }) === true) return;
    if (html === "") view.pasteText(text, again);
    else view.pasteHTML(html, again);
  });
  return true;
}

/** Writes blocks as nested HTML; as they are drawn, until that can be done. */
class NestedSerializer extends DOMSerializer {
  readonly #late: LateClipboard;

  constructor(schema: Schema, late: LateClipboard) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema));
    this.#late = late;
  }

  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const { part } = this.#late;
    if (part === undefined) return super.serializeFragment(fragment, options, target);
    const dom = options.document ?? document;
    const parent = target ?? dom.createDocumentFragment();
    part.writeHtml(fragment, dom, parent);
    return parent;
  }
}

/** Reads HTML from anywhere; by the schema's rules for single elements, until that can be done. */
class HtmlReader extends DOMParser {
  readonly #late: LateClipboard;

  constructor(schema: Schema, late: LateClipboard) {
    super(schema, DOMParser.fromSchema(schema).rules);
    this.#late = late;
  }

  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    return this.#late.part?.readHtml(this.schema, dom) ?? super.parseSlice(dom, options);
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
  const lines = cleanText(text).replace(/\n$/, "").split("\n");
  const blocks = lines.map((line) => schema.node("textblock", null, line ? schema.text(line) : []));
  return new Slice(Fragment.fromArray(blocks), 1, 1);
}

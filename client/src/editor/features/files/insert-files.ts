/**
 * Puts files into the document: an image as an image, everything else as a file. What is on its way to the
 * server is in the document already; others see it when it is there.
 */

import { newBlockId } from "@coscribe/shared/flow";
import type { Node, Schema } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { contextOf, type EditorUpload } from "../../context.ts";
import { wordsIn } from "../../say.ts";
import { currentTextblock } from "../../commands/selected-blocks.ts";
import { fileWords } from "./file-words.ts";
import { problemInWords, problemOf } from "./problem-in-words.ts";
import { imageSize } from "./image-size.ts";

/** Files at once; more are most likely a mistake. */
const mostFiles = 50;

/** Where files are put: above the block of this id, or where it has gone behind everything. */
export interface FilePlace {
  readonly before: string | undefined;
}

/** Above the line with the caret while it is empty, and below it otherwise. */
export function placeAtSelection({ state }: EditorView): FilePlace {
  const block = currentTextblock(state);
  if (block?.node.content.size === 0) return { before: idOf(block.node) };
  const { $to } = state.selection;
  const after = $to.depth > 0 ? $to.after($to.depth) : $to.pos;
  return { before: idOf(state.doc.resolve(after).nodeAfter) };
}

/** Between the blocks nearest to a position in the text. */
export function placeAtPosition({ state }: EditorView, pos: number): FilePlace {
  const $pos = state.doc.resolve(pos);
  if (!$pos.parent.isTextblock) return { before: idOf($pos.nodeAfter) };
  const isFirstHalf = $pos.parentOffset * 2 < $pos.parent.content.size;
  const between = isFirstHalf ? $pos.before() : $pos.after();
  return { before: idOf(state.doc.resolve(between).nodeAfter) };
}

/** Adds `files` one after the other. Whatever cannot be taken is told, and the others are. */
export async function insertFiles(
  view: EditorView,
  files: readonly File[],
  place: FilePlace,
): Promise<void> {
  const context = contextOf(view);
  const say = wordsIn(view, fileWords);
  if (context.files === undefined) {
    context.notify({
      code: "noFiles",
      message: say("file.notHere"),
    });
    return;
  }
  if (files.length > mostFiles) {
    context.notify({
      code: "tooManyFiles",
      message: say("file.tooMany", { count: mostFiles }),
    });
    return;
  }
  for (const file of files) {
    try {
      const upload = await context.files.add(file);
      const size = await imageSize(file, upload.type);
      if (view.isDestroyed || !view.editable) upload.cancel();
      else insert(view, nodeFor(view.state.schema, file, upload, size), place);
    } catch (error) {
      const reason = problemInWords(view, problemOf(error), file.size);
      const name = file.name || say("file.unnamed");
      context.notify({ code: "fileNotRead", message: say("file.notAdded", { name, reason }) });
    }
  }
}

function nodeFor(
  schema: Schema,
  file: File,
  { src, size: bytes, type }: EditorUpload,
  size: { readonly width: number; readonly height: number } | undefined,
): Node {
  const id = newBlockId();
  const name = file.name || null;
  const image = size === undefined ? undefined : schema.nodes["image"];
  if (image !== undefined) return image.create({ id, src, name, ...size });
  return schema.nodes["file"]!.create({ id, src, name, size: bytes, type });
}

function insert(view: EditorView, node: Node, { before }: FilePlace): void {
  const { state } = view;
  const tr = state.tr.insert(positionOf(state.doc, before), node);
  view.dispatch(tr.setMeta("uiEvent", "drop").scrollIntoView());
}

/** The position before the block of this id; the end of the document where there is none. */
function positionOf(doc: Node, id: string | undefined): number {
  let found: number | undefined;
  if (id !== undefined) {
    doc.descendants((node, pos) => {
      if (node.attrs["id"] === id) found ??= pos;
      return found === undefined && !node.isTextblock;
    });
  }
  return found ?? doc.content.size;
}

function idOf(node: Node | null): string | undefined {
  const id = node?.attrs["id"] as unknown;
  return typeof id === "string" ? id : undefined;
}

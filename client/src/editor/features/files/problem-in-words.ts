/** Why a file is not taken, in the language of the editor. */

import type { EditorView } from "prosemirror-view";
import { contextOf, type FileProblem } from "../../context.ts";
import { wordsIn } from "../../say.ts";
import { sizeInWords } from "./file-size.ts";
import { fileWords } from "./file-words.ts";

/** A whole sentence, for a file of `size` bytes. What has no words of ours is told as it came. */
export function problemInWords(
  view: EditorView,
  { code, mostBytes, message }: FileProblem & { readonly message: string },
  size: number,
): string {
  const say = wordsIn(view, fileWords);
  switch (code) {
    case "fileTooLarge":
      return mostBytes === undefined
        ? say("file.tooLarge")
        : say("file.tooLargeFor", sizesOf(size, mostBytes, contextOf(view).language()));
    case "notAnImage":
      return say("file.notAnImage");
    case "filesNotKept":
      return say("file.notKept");
    case "forbidden":
      return say("file.forbidden");
    case "closed":
      return say("file.closed");
    case "unreadable":
      return say("file.unreadable");
    default:
      return message;
  }
}

/** Both in letters that differ: two sizes are told in bytes where they would look the same. */
function sizesOf(
  bytes: number,
  mostBytes: number,
  language: string | undefined,
): { readonly size: string; readonly most: string } {
  const size = sizeInWords(bytes, language);
  const most = sizeInWords(mostBytes, language);
  if (size !== most) return { size, most };
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: "byte",
    unitDisplay: "long",
  });
  return { size: format.format(bytes), most: format.format(mostBytes) };
}

/** What is known of an error with which adding a file has failed. */
export function problemOf(error: unknown): FileProblem & { readonly message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  // The browser's own: the file has been moved, is a folder, or may not be read.
  if (error.name === "NotReadableError" || error.name === "NotFoundError") {
    return { code: "unreadable", message: error.message };
  }
  const { code, mostBytes } = error as Error & {
    readonly code?: unknown;
    readonly mostBytes?: unknown;
  };
  return {
    message: error.message,
    ...(typeof code === "string" && { code }),
    ...(typeof mostBytes === "number" && { mostBytes }),
  };
}

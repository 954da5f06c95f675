/**
 * What an editor has beside its document, for the views and commands of features: the files of the
 * document, and somebody to tell what a person should know, in the language of the interface.
 *
 * It hangs on the view's own properties, which ProseMirror keeps and hands on, so that it is there from
 * the first node that is drawn.
 */

import type { EditorView } from "prosemirror-view";

/** Something that a person should be told, such as that a file is too large. */
export interface EditorNotice {
  /** For programs. */
  readonly code: string;
  /** For the person, a sentence or two. */
  readonly message: string;
}

/** What can be done with files of a document: what `Connection.files` offers. */
export interface EditorFiles {
  add(file: Blob): Promise<EditorUpload>;
  readonly all: readonly EditorUpload[];
  urlOf(src: string): string | undefined;
}

/** Why a file is not taken, as far as it is known; also of what `EditorFiles.add` rejects with. */
export interface FileProblem {
  /** Such as `fileTooLarge`: what the server says, or what happened here. */
  readonly code?: string;
  /** The most bytes that the server takes in a file, where that is what is wrong. */
  readonly mostBytes?: number | undefined;
}

/** A file on its way to the server: what a `FileUpload` of the connection is. */
export interface EditorUpload {
  readonly src: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly state:
    | { readonly state: "waiting" | "done" | "cancelled" }
    | { readonly state: "sending"; readonly sentBytes: number }
    | ({ readonly state: "refused"; readonly message: string } & FileProblem);
  cancel(): void;
}

/** See the head of this file. */
export interface EditorContext {
  /** Undefined where the connection keeps no files. */
  readonly files: EditorFiles | undefined;
  /** Calls `listener` whenever an upload has changed. Returns the function that stops it. */
  onUploads(listener: () => void): () => void;
  /** The text for `key` in the language of the editor; `english` where there is no other. */
  say(key: string, english: string): string;
  /** The language (a BCP 47 tag) to write numbers and sizes in; undefined for the browser's own. */
  language(): string | undefined;
  /** Tells the person. */
  notify(notice: EditorNotice): void;
}

/** The view's own properties, with ours. */
interface WithContext {
  readonly coscribe?: EditorContext;
}

/** What a view that was not made by `mountEditor` has. */
const nothing: EditorContext = {
  files: undefined,
  onUploads: () => () => undefined,
  say: (_key, english) => english,
  language: () => undefined,
  notify: () => undefined,
};

/** The properties to make a view with, so that {@link contextOf} finds `context`. */
export function withContext(context: EditorContext): object {
  return { coscribe: context } satisfies WithContext;
}

/** What the editor of `view` has beside its document. */
export function contextOf(view: EditorView): EditorContext {
  return (view.props as WithContext).coscribe ?? nothing;
}

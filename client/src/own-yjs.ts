/**
 * Notices a Y.Doc that was not made by the copy of Yjs that this package uses. Yjs asks everywhere
 * "is this mine?" by constructor, so that two copies in one program that work on one document lose
 * edits without an error; better none at all.
 */

import * as Y from "yjs";

/** Why a value cannot be joined to a server. */
export type UnusableDocCode =
  /** It is a Y.Doc of another copy of Yjs 13. */
  | "otherYjs"
  /** It is a document of Yjs 14, which this package does not use. */
  | "newerYjs"
  /** It is no Y.Doc. */
  | "noDoc";

/** Thrown for a `doc` that cannot be used, with what to do about it. */
export class UnusableDocError extends TypeError {
  override readonly name = "UnusableDocError";
  /** For programs; the message is for people. */
  readonly code: UnusableDocCode;

  constructor(code: UnusableDocCode) {
    super(messages[code]);
    this.code = code;
  }
}

/** Throws {@link UnusableDocError} unless `doc` was made by the Yjs that this package uses. */
export function requireOwnYjs(doc: unknown): void {
  if (doc instanceof Y.Doc) return;
  const { store, share, getText } = Object(doc) as Partial<Record<string, unknown>>;
  if (store === undefined || share === undefined) throw new UnusableDocError("noDoc");
  throw new UnusableDocError(typeof getText === "function" ? "otherYjs" : "newerYjs");
}

const messages: Readonly<Record<UnusableDocCode, string>> = {
  otherYjs:
    'there are two copies of yjs in this program: the one that made this Y.Doc, and the one that @coscribe/client imports. Edits would get lost between them. `npm ls yjs` shows both. Bring them to one with `npm dedupe`, with `overrides` in package.json, or in a bundler with `resolve.dedupe: ["yjs"]`; one that is loaded with require() and one with import are two as well',
  newerYjs:
    "this document was made by Yjs 14 (@y/y), and @coscribe/client uses Yjs 13 (yjs). Make it with `new Doc()` of yjs, or leave `doc` out",
  noDoc: "`doc` is no Y.Doc. Make it with `new Doc()` of yjs, or leave it out",
};

/** What a connection offers for images and other files of its document. */

import type { Clock } from "../clock.ts";
import type { FileUpload } from "./upload.ts";

/** See the head of this file. */
export interface DocumentFiles {
  /**
   * Takes a file in, and resolves when its `src` is known and, where documents are kept on this device,
   * it is kept as well: then it can be put into the document. It is sent when there is a connection,
   * and tried again when that fails. Rejects with what the browser says where the file cannot be read,
   * with an UploadError where the server is known not to take it (`fileTooLarge`), or the connection is
   * closed. What the server refuses later is told by the upload.
   */
  add(file: Blob): Promise<FileUpload>;
  /** Files that are neither on the server nor taken back, those that it has refused included. */
  readonly all: readonly FileUpload[];
  /**
   * Where a page finds the file that a `src` in the document names: in itself while it is on its way,
   * else on the server. Undefined for a `src` that names no file of a server. To be asked again when an
   * upload has changed.
   */
  urlOf(src: string): string | undefined;
}

/** The document that they are of, and its server. */
export interface DocumentPlace {
  /** Of the server's WebSockets. */
  readonly url: URL;
  readonly documentName: string;
  readonly clock: Clock;
  /** The token that goes along now. */
  readonly token: () => string | undefined;
}

/** The open handles of a server. */

import { parseDocumentName, ProtocolError } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import type { Rooms } from "../room/rooms.ts";
import { DocumentHandle, type OpenDocumentOptions } from "./document-handle.ts";

/** See the head of this file. */
export class Handles {
  readonly #settings: Settings;
  readonly #rooms: Rooms;
  readonly #open = new Set<DocumentHandle>();
  #isClosed = false;

  constructor(settings: Settings, rooms: Rooms) {
    this.#settings = settings;
    this.#rooms = rooms;
  }

  /** Throws ProtocolError for a name that no document can have, and `serviceRestart` once it is closed. */
  open(name: string, options: OpenDocumentOptions): DocumentHandle {
    if (this.#isClosed) throw new ProtocolError("serviceRestart", "the server is closed");
    const handle = new DocumentHandle(parseDocumentName(name), options, {
      settings: this.#settings,
      rooms: this.#rooms,
      onClosed: (closed) => this.#open.delete(closed),
    });
    this.#open.add(handle);
    return handle;
  }

  /** Ends all of them. What they have submitted is saved when their rooms are closed. */
  close(): void {
    this.#isClosed = true;
    for (const handle of this.#open) {
      handle.end(new ProtocolError("serviceRestart", "the server is closed"));
    }
  }
}

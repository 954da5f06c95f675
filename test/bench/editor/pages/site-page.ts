/**
 * The part of every site that is the same: a Y.Doc that is connected to the server by y-websocket's
 * provider, as the guides of these editors do it. It stands in for `bench-page.ts`.
 */

import { Doc } from "yjs";
import { WebsocketProvider } from "y-websocket";
import type { Mount } from "./bench-page.ts";

/** Mounts the editor on the document "notes". */
export function offer(mount: Mount): void {
  const doc = new Doc();
  const { awareness } = new WebsocketProvider(`ws://${location.host}`, "notes", doc);
  awareness.setLocalStateField("user", { name: "Me", color: "#1d4ed8" });
  mount(document.querySelector<HTMLElement>("#editor")!, doc, awareness);
}

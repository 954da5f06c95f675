/** Where the page's documents are. */

import { pageRoot } from "./page-root.ts";

/** `ws://…` of the server that has sent the page, or of the one that `npm run dev` names. */
export function serverUrl(): string {
  const named: unknown = import.meta.env["VITE_COSCRIBE_SERVER"];
  return typeof named === "string" ? named : pageRoot.href.replace(/^http/, "ws");
}

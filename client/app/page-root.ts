/**
 * Where the page is: the address of its start page, such as `https://notes.example/docs/`; and where its
 * documents are.
 *
 * It is read off the address of a script of the page, which a browser has resolved, so it is right
 * behind every proxy, also behind one that takes a part of the path away before the server sees it.
 */

/** The address, with a slash at its end. */
export const pageRoot: URL = rootOf(import.meta.url);

/** The path of the start page, as a link to it needs it. */
export const homePath: string = pageRoot.pathname;

/** `ws://…` of the server that has sent the page, or of the one that `npm run dev` names. */
export function serverUrl(): string {
  const named: unknown = import.meta.env["VITE_COSCRIBE_SERVER"];
  return typeof named === "string" ? named : pageRoot.href.replace(/^http/, "ws");
}

/** Every script of a built page is in its folder `assets`; in development this file is at the root. */
function rootOf(script: string): URL {
  return new URL("..", script);
}

/**
 * The tokens that links bring in their fragment, `/d/NAME#token=…`, which browsers send to nobody. One is taken
 * out of the address bar before it is read over somebody's shoulder, or copied along.
 *
 * A token is kept for as long as its tab, so that reloading works; whoever uses the browser next finds none.
 * Where somebody asks for it, it stays in the browser until the server does not take it any more. One that the
 * start page was opened with counts for documents without one of their own.
 */

import type { DocumentName } from "@coscribe/shared";
import { homePath } from "../page-root.ts";

/** The document that a token is for; undefined: those without one of their own. */
export type TokenPlace = DocumentName | undefined;

const tokenPart = "token=";

/** Takes the token out of the page's address, and keeps it. Returns whether there was one. */
export function takeToken(place: TokenPlace): boolean {
  const parts = location.hash.slice(1).split("&");
  const found = parts.find((part) => part.startsWith(tokenPart));
  if (found === undefined) return false;
  const rest = parts.filter((part) => part !== found).join("&");
  const { pathname, search } = location;
  history.replaceState(history.state, "", `${pathname}${search}${rest === "" ? "" : `#${rest}`}`);
  const token = decoded(found.slice(tokenPart.length));
  if (token === "") return false;
  const isRemembered = read("localStorage", place) !== undefined;
  write("sessionStorage", place, token);
  if (isRemembered) write("localStorage", place, token);
  return true;
}

/** The token to come with; undefined where there is none. */
export function tokenOf(place: TokenPlace): string | undefined {
  const own = read("sessionStorage", place) ?? read("localStorage", place);
  return own ?? (place === undefined ? undefined : tokenOf(undefined));
}

/** Whether the token stays when the tab is closed. */
export function isTokenRemembered(place: TokenPlace): boolean {
  return read("localStorage", place) !== undefined;
}

/** Has the token stay when the tab is closed, or not. */
export function rememberToken(place: TokenPlace, isRemembered: boolean): void {
  const token = tokenOf(place);
  if (token === undefined) return;
  write("sessionStorage", place, token);
  write("localStorage", place, isRemembered ? token : undefined);
}

/** Drops a token that the server does not take any more. */
export function forgetToken(place: TokenPlace): void {
  write("sessionStorage", place, undefined);
  write("localStorage", place, undefined);
}

/** What a request has to say who asks. */
export function authorization(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

type Keeper = "sessionStorage" | "localStorage";

/** What could not be written, in browsers that keep nothing: it lasts until the page closes. */
const unwritten = new Map<string, string>();

function keyOf(place: TokenPlace): string {
  return `coscribe:token:${homePath}${place ?? ""}`;
}

function read(keeper: Keeper, place: TokenPlace): string | undefined {
  const key = keyOf(place);
  try {
    return globalThis[keeper].getItem(key) ?? undefined;
  } catch {
    return keeper === "sessionStorage" ? unwritten.get(key) : undefined;
  }
}

function write(keeper: Keeper, place: TokenPlace, token: string | undefined): void {
  const key = keyOf(place);
  try {
    if (token === undefined) globalThis[keeper].removeItem(key);
    else globalThis[keeper].setItem(key, token);
  } catch {
    if (keeper !== "sessionStorage") return;
    if (token === undefined) unwritten.delete(key);
    else unwritten.set(key, token);
  }
}

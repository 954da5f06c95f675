/**
 * What this device remembers: the person and the ID by which others know that it is the same, the theme,
 * the language, how texts are read, and recently opened documents.
 *
 * It is kept in localStorage, which may be absent, blocked, full, or hold anything: whatever cannot
 * be read counts as never set, and whatever cannot be written lasts until the page closes. Every
 * getter reads anew, so that a change made in another tab is seen.
 */

import type { User } from "@coscribe/client";
import { type Language, languages } from "@coscribe/client/ui";
import { accessLevels, parseDocumentName, type Access, type DocumentName } from "@coscribe/shared";
import { maxPersonNameLength, palette } from "./person.ts";

/** The chosen theme; `system` follows the device. */
export type Theme = "light" | "dark" | "system";

/** How wide a line of text is. */
export type ReadingWidth = "narrow" | "normal" | "wide";

/** How this person likes to read and write. */
export interface Reading {
  readonly width: ReadingWidth;
  /** The size of the text in per cent, one of {@link zooms}. */
  readonly zoom: number;
  /** All but the block that is written in steps back, and the bars do while somebody types. */
  readonly isFocused: boolean;
  /** The outline stands beside the text, where there is room. */
  readonly hasOutline: boolean;
  /** On paper, addresses stand behind links. */
  readonly printsAddresses: boolean;
}

/** A document that was opened on this device. */
export interface RecentDocument {
  readonly name: DocumentName;
  /** When it was last opened, in ms since 1970. */
  readonly openedAt: number;
  /** What it was called then, if it was called anything. */
  readonly title?: string;
  /** What the server said then that this person may do, where that is not everything. */
  readonly access?: Access;
}

/** The two members of localStorage that are used. */
export type PreferenceStorage = Pick<Storage, "getItem" | "setItem">;

/** Every theme, in the order in which they are offered. */
export const themes: readonly Theme[] = ["light", "dark", "system"];

/** Every width, in the order in which they are offered. */
export const readingWidths: readonly ReadingWidth[] = ["narrow", "normal", "wide"];

/** Every size of text, in per cent. */
export const zooms: readonly number[] = [90, 100, 110, 125, 150];

/** Older documents than this many are forgotten: a longer list is a search, not a glance. */
export const maxRecentDocuments = 30;

type Key =
  | "theme"
  | "language"
  | "user"
  | "madeUpColor"
  | "personId"
  | "recent"
  | "reading"
  | ListKey;

/** Lists of short texts: IDs of the tools that were used last, names of documents kept on top or left out. */
export type ListKey = "tools" | "pinned" | "hidden";

/** Made once per page. */
export class Preferences {
  readonly #storage: PreferenceStorage | undefined;
  readonly #home: string;
  /** What could not be written. */
  readonly #unwritten = new Map<Key, string>();
  readonly #listeners = new Set<() => void>();

  /**
   * `storage` is undefined where the browser has none. `home` is the path of the start page: there may
   * be several on one origin, each with documents of its own.
   */
  constructor(storage: PreferenceStorage | undefined, home = "/") {
    this.#storage = storage;
    this.#home = home;
  }

  /** `system` until the person chooses. */
  get theme(): Theme {
    const stored = this.#read("theme");
    return themes.find((theme) => theme === stored) ?? "system";
  }

  set theme(theme: Theme) {
    this.#write("theme", theme);
  }

  /** What was never chosen is as most people like it. */
  get reading(): Reading {
    return readingFrom(this.#read("reading"));
  }

  set reading(reading: Reading) {
    this.#write("reading", reading);
  }

  /** The chosen language of the page; undefined follows the browser. */
  get language(): Language | undefined {
    const stored = this.#read("language");
    return languages.find((language) => language === stored);
  }

  set language(language: Language | undefined) {
    this.#write("language", language ?? null);
  }

  /** Undefined until somebody has been named on this device. */
  get user(): User | undefined {
    return userFrom(this.#read("user"));
  }

  set user(user: User) {
    this.#write("user", { name: user.name, color: user.color });
  }

  /** Whether the colour of {@link user} was made up, and not chosen. */
  get hasMadeUpColor(): boolean {
    const { user } = this;
    return user !== undefined && this.#read("madeUpColor") === user.color;
  }

  /** The colour that was made up; undefined once one has been chosen. */
  set madeUpColor(color: string | undefined) {
    this.#write("madeUpColor", color ?? null);
  }

  /** See `User.id`; undefined until somebody has been on this device. */
  get personId(): string | undefined {
    const stored = this.#read("personId");
    return typeof stored === "string" && /^[\w-]{1,64}$/.test(stored) ? stored : undefined;
  }

  set personId(id: string) {
    this.#write("personId", id);
  }

  /** Latest first; each name once. */
  get recentDocuments(): readonly RecentDocument[] {
    const stored = this.#read("recent");
    if (!Array.isArray(stored)) return [];
    return stored.map(recentFrom).filter((recent) => recent !== undefined);
  }

  /** Puts `name` at the head of the recent documents. `openedAt` is in ms since 1970. */
  rememberDocument(name: DocumentName, openedAt: number): void {
    const recents = this.recentDocuments;
    const others = recents.filter((recent) => recent.name !== name);
    const latest = { ...recents.find((recent) => recent.name === name), name, openedAt };
    const latestFirst = [latest, ...others].toSorted((a, b) => b.openedAt - a.openedAt);
    this.#write("recent", latestFirst.slice(0, maxRecentDocuments));
  }

  /** What the document was called when it was last open here; undefined for nothing but its name. */
  titleOf(name: DocumentName): string | undefined {
    return this.recentDocuments.find((recent) => recent.name === name)?.title;
  }

  /** Notes what a recent document is called by now. */
  rememberTitle(name: DocumentName, title: string | undefined): void {
    if (this.titleOf(name) === title) return;
    this.#changeRecent(name, ({ title: _before, ...recent }) => {
      return { ...recent, ...(title !== undefined && { title }) };
    });
  }

  /** What this person could do with the document when it was last open here. */
  accessOf(name: DocumentName): Access {
    return this.recentDocuments.find((recent) => recent.name === name)?.access ?? "write";
  }

  /** Notes what this person may do with a recent document. */
  rememberAccess(name: DocumentName, access: Access): void {
    if (this.accessOf(name) === access) return;
    this.#changeRecent(name, ({ access: _before, ...recent }) => {
      return { ...recent, ...(access !== "write" && { access }) };
    });
  }

  /** Takes `name` off the recent documents; the document itself stays where it is. */
  forgetDocument(name: DocumentName): void {
    this.#write(
      "recent",
      this.recentDocuments.filter((recent) => recent.name !== name),
    );
  }

  /** A list of texts, the newest first. */
  listOf(key: ListKey): readonly string[] {
    const stored = this.#read(key);
    return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
  }

  /** Notes a list in the place of the one before. */
  setList(key: ListKey, texts: readonly string[]): void {
    this.#write(key, texts);
  }

  /** Calls `listener` after each change from now on. Returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called when another tab has written to the storage. */
  storageChanged(): void {
    for (const listener of this.#listeners) listener();
  }

  #changeRecent(name: DocumentName, change: (recent: RecentDocument) => RecentDocument): void {
    const recents = this.recentDocuments;
    this.#write(
      "recent",
      recents.map((recent) => (recent.name === name ? change(recent) : recent)),
    );
  }

  #read(key: Key): unknown {
    try {
      const text = this.#unwritten.get(key) ?? this.#storage?.getItem(this.#storageKey(key));
      return text === undefined || text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  #write(key: Key, value: unknown): void {
    const text = JSON.stringify(value);
    this.#unwritten.set(key, text);
    try {
      if (this.#storage !== undefined) {
        this.#storage.setItem(this.#storageKey(key), text);
        this.#unwritten.delete(key);
      }
    } catch {
      // Full or blocked: it stays in `#unwritten`, as the head of this file promises.
    }
    this.storageChanged();
  }

  #storageKey(key: Key): string {
    const isOfThisPage = ["recent", "pinned", "hidden"].includes(key) && this.#home !== "/";
    const ofThisPage = isOfThisPage ? `:${this.#home}` : "";
    return `coscribe:${key}${ofThisPage}`;
  }
}

/** The browser's localStorage, or undefined where reading the property already throws. */
export function localStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function readingFrom(stored: unknown): Reading {
  const { width, zoom, isFocused, hasOutline, printsAddresses } = isRecord(stored) ? stored : {};
  return {
    width: readingWidths.find((known) => known === width) ?? "normal",
    zoom: zooms.find((known) => known === zoom) ?? 100,
    isFocused: isFocused === true,
    hasOutline: hasOutline === true,
    printsAddresses: printsAddresses === true,
  };
}

function userFrom(stored: unknown): User | undefined {
  if (!isRecord(stored)) return undefined;
  const { name, color } = stored;
  if (typeof name !== "string" || !palette.some((entry) => entry.color === color)) return undefined;
  const trimmed = name.trim().slice(0, maxPersonNameLength);
  return trimmed === "" ? undefined : { name: trimmed, color: String(color) };
}

function recentFrom(stored: unknown): RecentDocument | undefined {
  if (!isRecord(stored)) return undefined;
  const { name, openedAt, title, access } = stored;
  if (typeof name !== "string" || typeof openedAt !== "number") return undefined;
  // A number beyond the range of dates throws when it is formatted.
  if (Number.isNaN(new Date(openedAt).getTime())) return undefined;
  try {
    const isTitle = typeof title === "string" && title !== "";
    const level = accessLevels.find((known) => known === access);
    return {
      name: parseDocumentName(name),
      openedAt,
      ...(isTitle && { title }),
      ...(level !== undefined && { access: level }),
    };
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

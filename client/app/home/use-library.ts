/** Loads what is about the server's documents, and what the server has of them, again with each search. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLoadedWords } from "../messages/use-loaded-words.ts";
import type { LibraryWords } from "./library/library-words.ts";
import type { ServerDocument } from "./library/server-documents.ts";

type Part = typeof import("./library/library-part.ts");

/** The components and verbs of `library-part.ts`, with their words. */
export interface Library {
  readonly part: Part;
  readonly words: LibraryWords;
}

/** What is known of the server's documents. */
export interface LibraryState {
  /** Undefined before it is loaded. */
  readonly library: Library | undefined;
  readonly documents: readonly ServerDocument[];
  /** The server gives no list, or cannot be reached. */
  readonly isUnreachable: boolean;
  /** There are more than `documents`. */
  readonly hasMore: boolean;
  readonly showMore: () => void;
  /** Asks the server anew. */
  readonly refresh: () => void;
}

interface Found {
  readonly documents: readonly ServerDocument[];
  readonly cursor: string | undefined;
}

/** Whoever types is waited for so long, in milliseconds. */
const settledMs = 250;

/** See the head of this file. */
export function useLibrary(search: string): LibraryState {
  const [part, setPart] = useState<Part>();
  const [found, setFound] = useState<Found>({ documents: [], cursor: undefined });
  const [isUnreachable, setIsUnreachable] = useState(false);
  const [wish, setWish] = useState(0);
  const latest = useRef(0);
  const words = useLoadedWords(
    async (tag) => {
      const loaded = await import("./library/library-part.ts");
      setPart(loaded);
      return loaded.loadLibraryWords(tag);
    },
    true,
    // Without this part the list still leads to documents.
    () => undefined,
  );

  const ask = async (cursor: string | undefined): Promise<void> => {
    const asked = ++latest.current;
    try {
      const page = await part?.listOnServer(search, cursor);
      if (page === undefined || asked !== latest.current) return;
      const before = cursor === undefined ? [] : found.documents;
      setFound({ documents: [...before, ...page.documents], cursor: page.cursor });
      setIsUnreachable(false);
    } catch {
      if (asked === latest.current) setIsUnreachable(true);
    }
  };
  useEffect(() => {
    if (part === undefined) return undefined;
    const timer = setTimeout(() => void ask(undefined), search.length && settledMs);
    return () => clearTimeout(timer);
  }, [part, search, wish]);
  useEffect(() => {
    const refreshIfSeen = (): void => {
      if (document.visibilityState === "visible") setWish((count) => count + 1);
    };
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => document.removeEventListener("visibilitychange", refreshIfSeen);
  }, []);

  return {
    library: part && words && { part, words },
    documents: found.documents,
    isUnreachable,
    hasMore: found.cursor !== undefined,
    showMore: () => void ask(found.cursor),
    refresh: () => setWish((count) => count + 1),
  };
}

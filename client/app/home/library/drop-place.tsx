/** Takes files that are dropped anywhere on the start page, and makes documents of them. */

import type { DocumentName } from "@coscribe/shared";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { usePageWords } from "../../messages/use-page-words.ts";
import { homePath } from "../../page-root.ts";
import { documentPath } from "../../route.ts";
import type { LibraryWords } from "./library-words.ts";

/** Attributes of {@link DropPlace}. */
export interface DropPlaceProps {
  readonly words: LibraryWords;
  /** Tells the person something. */
  readonly onSay: (message: string) => void;
  /** There are new documents. */
  readonly onMade: (names: readonly DocumentName[]) => void;
}

/** See the head of this file. To be seen while files are held over the page. */
export function DropPlace({ words, onSay, onMade }: DropPlaceProps): JSX.Element | null {
  const pageWords = usePageWords();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setIsOver(true);
    };
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const dropped = (event: DragEvent): void => {
      setIsOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void take(files);
    };
    const take = async (files: readonly File[]): Promise<void> => {
      const made: DocumentName[] = [];
      for (const file of files) {
        onSay(pageWords.say("exchange.reading", { name: file.name }));
        try {
          // oxlint-disable-next-line no-await-in-loop -- one after the other, as many as there may be
          const { documentOfFile } = await import("./import-files.ts");
          // oxlint-disable-next-line no-await-in-loop
          made.push(await documentOfFile(file));
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          onSay(pageWords.say("exchange.notRead", { reason }));
        }
      }
      const [only, ...others] = made;
      if (only !== undefined && others.length === 0 && files.length === 1) {
        location.assign(documentPath(only, homePath));
      } else onMade(made);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", left);
    document.addEventListener("drop", dropped);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", left);
      document.removeEventListener("drop", dropped);
    };
  }, [words, pageWords]);
  return isOver ? <p class="drop-place">{words.say("drop.hint")}</p> : null;
}

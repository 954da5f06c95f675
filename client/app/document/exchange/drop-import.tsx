/**
 * Takes files of other programs that are dropped beside the text, and writes them behind it. What is dropped
 * into the text is kept as a file there.
 */

import { useEffect } from "preact/hooks";
import { usePageWords } from "../../messages/use-page-words.ts";
import { importInto, isImported, type Exchange } from "./exchange.ts";

/** See the head of this file. To be drawn as long as the document may be changed. */
export function DropImport({ connection, editor, say }: Omit<Exchange, "words">): null {
  const words = usePageWords();
  useEffect(() => {
    const isBeside = ({ target, dataTransfer }: DragEvent): boolean => {
      const isInText = target instanceof Node && editor.view.dom.contains(target);
      return !isInText && dataTransfer?.types.includes("Files") === true;
    };
    const over = (event: DragEvent): void => {
      if (isBeside(event)) event.preventDefault();
    };
    const dropped = (event: DragEvent): void => {
      if (!isBeside(event)) return;
      // Otherwise the browser leaves the document to show the file.
      event.preventDefault();
      void take([...(event.dataTransfer?.files ?? [])].filter(isImported));
    };
    const take = async (files: readonly File[]): Promise<void> => {
      for (const file of files) {
        // oxlint-disable-next-line no-await-in-loop -- in their order
        await importInto({ connection, editor, words, say }, file);
      }
    };
    document.addEventListener("dragover", over);
    document.addEventListener("drop", dropped);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", dropped);
    };
  }, [editor, words]);
  return null;
}

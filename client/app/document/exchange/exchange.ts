/** Downloads and imports of the menu: brings what does them, and says how it went. */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import type { PageWords } from "../../messages/use-page-words.ts";
import type { DownloadFormat } from "./download.ts";
import { LoadFailure, loadedPart } from "./load-failure.ts";

/** The document, and somebody to tell, in their language. */
export interface Exchange {
  readonly connection: Connection;
  readonly editor: Editor;
  readonly words: PageWords;
  readonly say: (message: string) => void;
}

/** Downloads the document, and says what went wrong. Never rejects. */
export async function downloadDocument(
  exchange: Exchange | undefined,
  format: DownloadFormat,
): Promise<void> {
  if (exchange === undefined) return;
  try {
    const { download } = await loadedPart(import("./download.ts"));
    await download(exchange.connection, format);
  } catch (error) {
    const { words, say } = exchange;
    say(failureInWords(words, "exchange.notDownloaded", error));
  }
}

/** Has a file chosen and writes it into the document, and says what came of it. Never rejects. */
export async function importIntoDocument(exchange: Exchange): Promise<void> {
  const file = await chooseFile();
  if (file !== undefined) await importInto(exchange, file);
}

/** Writes `file` into the document, and says what came of it. Never rejects. */
export async function importInto(
  { connection, editor, words, say }: Exchange,
  file: File,
): Promise<void> {
  try {
    say(words.say("exchange.reading", { name: file.name }));
    const { importFile } = await loadedPart(import("./import-file.ts"));
    await importFile(file, editor, connection);
    say(words.say("exchange.imported", { name: file.name }));
    editor.focus();
  } catch (error) {
    say(failureInWords(words, "exchange.notRead", error));
  }
}

/** The files that can be chosen, by their endings. */
const importedFiles = ".md,.markdown,.docx,.html,.htm,.txt";

/** Whether a file is one of them. */
export function isImported({ name }: File): boolean {
  return importedFiles.split(",").some((ending) => name.toLowerCase().endsWith(ending));
}

/** Has the person choose a file, while the browser still takes it for their wish; undefined if they do not. */
function chooseFile(): Promise<File | undefined> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = importedFiles;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0]), { once: true });
    input.addEventListener("cancel", () => resolve(undefined), { once: true });
    input.click();
  });
}

function failureInWords(
  words: PageWords,
  failure: "exchange.notDownloaded" | "exchange.notRead",
  error: unknown,
): string {
  if (error instanceof LoadFailure) return words.say("loadFailure");
  return words.say(failure, { reason: reasonOf(words, error) });
}

function reasonOf(words: PageWords, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // By its name: its class comes with what reads such files.
  if (error.name === "DocxError" && "code" in error) {
    return words.say(error.code === "tooLarge" ? "exchange.tooLarge" : "exchange.noWordFile");
  }
  return error.name === "NotReadableError" ? words.say("exchange.unreadable") : error.message;
}

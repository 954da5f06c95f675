/** Downloads and imports of the menu: brings what does them, and says how it went. */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import type { DownloadFormat } from "./download.ts";

/** The document, and somebody to tell. */
export interface Exchange {
  readonly connection: Connection;
  readonly editor: Editor;
  readonly say: (message: string) => void;
}

/** Downloads the document, and says what went wrong. Never rejects. */
export async function downloadDocument(
  exchange: Exchange | undefined,
  format: DownloadFormat,
): Promise<void> {
  if (exchange === undefined) return;
  try {
    const { download } = await import("./download.ts");
    await download(exchange.connection, format);
  } catch (error) {
    exchange.say(`The document could not be downloaded: ${reasonOf(error)}.`);
  }
}

/** Has a file chosen and writes it into the document, and says what came of it. Never rejects. */
export async function importIntoDocument({ connection, editor, say }: Exchange): Promise<void> {
  try {
    const file = await chooseFile();
    if (file === undefined) return;
    say(`Reading ${file.name}…`);
    const { importFile } = await import("./import-file.ts");
    await importFile(file, editor, connection);
    say(`${file.name} is at the end of the document.`);
    editor.focus();
  } catch (error) {
    say(`The file could not be read: ${reasonOf(error)}.`);
  }
}

/** The files that can be chosen, by their endings. */
const importedFiles = ".md,.markdown,.docx,.html,.htm,.txt";

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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

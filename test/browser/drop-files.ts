/** Drops files into the text of the page, as from a folder of the device. */

import type { Visitor } from "./page-support.ts";

/** What is made up for a test: bytes that are no image. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** See the head of this file. */
export async function dropFiles({ page }: Visitor, files: readonly DroppedFile[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, size } of given) transfer.items.add(new File([new Uint8Array(size)], name));
    return transfer;
  }, files);
  await page.dispatchEvent("[contenteditable=true]", "drop", { dataTransfer });
}

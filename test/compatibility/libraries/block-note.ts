/**
 * BlockNote, whose licence (MPL-2.0) is none that this project's packages have: it is not installed
 * with them, and tested where somebody has put it there.
 */

import { pageElement } from "./page.ts";
import type { Part } from "../../support/part.ts";
import type { Library } from "../library.ts";
import { bindingLibrary } from "./binding.ts";

/** What is used of BlockNote, told here because its types may not be there. */
interface BlockNote {
  readonly BlockNoteEditor: { create(options: unknown): Editor };
}

interface Block {
  readonly id: string;
  readonly content: unknown;
}

interface Editor {
  readonly document: readonly Block[];
  mount(element: HTMLElement): void;
  unmount(): void;
  insertBlocks(blocks: readonly unknown[], at: Block, placement: "before" | "after"): void;
  updateBlock(block: Block, change: unknown): void;
  removeBlocks(blocks: readonly Block[]): void;
}

const name = "@blocknote/core";
const version = "0.51.4";

/** BlockNote, if it is installed. */
export async function findBlockNote(): Promise<Part<Library>> {
  try {
    return { isHere: true, value: libraryOf((await import(name)) as BlockNote) };
  } catch {
    return {
      isHere: false,
      because: `${name} is not installed`,
      getIt: `npm install --no-save --workspace test ${name}@${version}`,
    };
  }
}

/** Blocks; a word is a new one, and changes restyle, nest and remove what is there. */
function libraryOf({ BlockNoteEditor }: BlockNote): Library {
  return bindingLibrary(`BlockNote ${version}`, (doc, provider) => {
    const editor = BlockNoteEditor.create({
      collaboration: {
        fragment: doc.getXmlFragment("blocknote"),
        provider,
        user: { name: "Somebody", color: "#336699" },
      },
    });
    editor.mount(pageElement());
    const first = (): Block => {
      const [block] = editor.document;
      if (block === undefined) throw new Error("BlockNote has no block");
      return block;
    };
    return {
      get content() {
        return structuredClone(editor.document);
      },
      write(word) {
        editor.insertBlocks([{ type: "paragraph", content: word }], first(), "before");
      },
      change(turn) {
        editor.updateBlock(first(), { type: "heading", props: { level: (turn % 3) + 1 } });
        const children = [{ type: "paragraph", content: `child ${turn}` }];
        const content = [{ type: "text", text: `turn ${turn}`, styles: { bold: true } }];
        editor.insertBlocks([{ type: "bulletListItem", content, children }], first(), "before");
        if (turn % 2 === 1) editor.removeBlocks([first()]);
      },
      close: () => editor.unmount(),
    };
  });
}

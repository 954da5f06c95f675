/** Each editor's own form of a document. */

import type { EditorName } from "./contestants.ts";
import { flowKind } from "./flow-paper.ts";
import type { PaperKind } from "./paper.ts";
import { treeKind } from "./tree-paper.ts";

const tiptapKind = treeKind({
  root: "default",
  around: [],
  elements: [{ name: "paragraph" }],
  bold: "bold",
});

/** The kind of document that an editor reads. */
export const documentKinds: Readonly<Record<EditorName, PaperKind>> = {
  bare: tiptapKind,
  coscribe: flowKind,
  "y-prosemirror": treeKind({
    root: "prosemirror",
    around: [],
    elements: [{ name: "paragraph" }],
    bold: "strong",
  }),
  tiptap: tiptapKind,
  blocknote: treeKind({
    root: "document-store",
    around: ["blockGroup"],
    elements: [
      { name: "blockContainer", attributes: (number) => ({ id: `paragraph-${number}` }) },
      {
        name: "paragraph",
        attributes: () => ({
          backgroundColor: "default",
          textAlignment: "left",
          textColor: "default",
        }),
      },
    ],
    bold: "bold",
  }),
};

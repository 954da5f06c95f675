/** The editors that are measured beside each other, and what each is. */

import { fileURLToPath } from "node:url";

/** Their names, as tables and flags have them. */
export type EditorName = "bare" | "coscribe" | "y-prosemirror" | "tiptap" | "blocknote";

/** An editor to measure. */
export interface EditorContestant {
  readonly name: EditorName;
  readonly title: string;
  /** The script that mounts it, a module for the browser. */
  readonly page: string;
  /** Its packages are those of `peers.ts`, and not the project's. */
  readonly isPeer: boolean;
  /** What is typed in it is stored, and what others write is shown. */
  readonly isEditor: boolean;
}

/** All of them, in the order of the tables. */
export const editors: readonly EditorContestant[] = [
  {
    name: "bare",
    title: "paragraphs in an editable element, and nothing else",
    page: pageOf("bare.ts"),
    isPeer: false,
    isEditor: false,
  },
  {
    name: "coscribe",
    title: "`mountEditor` of @coscribe/client/editor with its style sheet",
    page: pageOf("coscribe.ts"),
    isPeer: false,
    isEditor: true,
  },
  {
    name: "y-prosemirror",
    title: "y-prosemirror's demo: the example set-up of ProseMirror, with its menu",
    page: pageOf("y-prosemirror.mjs"),
    isPeer: true,
    isEditor: true,
  },
  {
    name: "tiptap",
    title: "Tiptap 3 with StarterKit, Collaboration and CollaborationCaret",
    page: pageOf("tiptap.mjs"),
    isPeer: true,
    isEditor: true,
  },
  {
    name: "blocknote",
    title: "BlockNote with its Mantine view and collaboration",
    page: pageOf("blocknote.mjs"),
    isPeer: true,
    isEditor: true,
  },
];

function pageOf(file: string): string {
  return fileURLToPath(new URL(`pages/${file}`, import.meta.url));
}

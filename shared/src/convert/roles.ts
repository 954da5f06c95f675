/** What the usual names of nodes mean, in y-prosemirror's demos, Tiptap, BlockNote and our version 1. */

/** What an element is for. */
export type Role =
  /** A text block of our version 1, which says its kind in its attributes. */
  | { readonly type: "textblock" }
  /** Holds text, and is a line of this kind. */
  | { readonly type: "text"; readonly kind: string }
  /** Holds items, which are lines of this kind. */
  | { readonly type: "list"; readonly kind: string }
  /** Holds blocks, the first of which is the line. */
  | { readonly type: "item" }
  /** Holds blocks that are quoted. */
  | { readonly type: "quote" }
  /** Holds blocks, indented below the one before: BlockNote's `blockGroup`. */
  | { readonly type: "group" }
  /** Holds one block and the group below it. */
  | { readonly type: "container" }
  | { readonly type: "divider" }
  | { readonly type: "break" }
  /** Stands for a block or something in text that a schema could not show, and holds all of it. */
  | { readonly type: "placeholder"; readonly isInline: boolean };

/** By name; of those that are not here it is told by what is in them. */
export const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["textblock", { type: "textblock" }],
  ["paragraph", { type: "text", kind: "paragraph" }],
  ["tableParagraph", { type: "text", kind: "paragraph" }],
  ["heading", { type: "text", kind: "heading" }],
  ["codeBlock", { type: "text", kind: "code" }],
  ["code_block", { type: "text", kind: "code" }],
  ["bulletListItem", { type: "text", kind: "bullet" }],
  ["numberedListItem", { type: "text", kind: "numbered" }],
  ["checkListItem", { type: "text", kind: "task" }],
  ["toggleListItem", { type: "text", kind: "toggle" }],
  ["bulletList", { type: "list", kind: "bullet" }],
  ["bullet_list", { type: "list", kind: "bullet" }],
  ["orderedList", { type: "list", kind: "numbered" }],
  ["ordered_list", { type: "list", kind: "numbered" }],
  ["taskList", { type: "list", kind: "task" }],
  ["listItem", { type: "item" }],
  ["list_item", { type: "item" }],
  ["taskItem", { type: "item" }],
  ["blockquote", { type: "quote" }],
  ["quote", { type: "quote" }],
  ["blockGroup", { type: "group" }],
  ["blockContainer", { type: "container" }],
  ["divider", { type: "divider" }],
  ["horizontalRule", { type: "divider" }],
  ["horizontal_rule", { type: "divider" }],
  ["hardBreak", { type: "break" }],
  ["hard_break", { type: "break" }],
  ["unknown_block", { type: "placeholder", isInline: false }],
  ["unknown_inline", { type: "placeholder", isInline: true }],
]);

/** Objects that stand within text as often as not: alone in a block they are no blocks. */
export const inlineNames: ReadonlySet<string> = new Set(["mention", "emoji", "inlineMath"]);

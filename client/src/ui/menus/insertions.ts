/** What is inserted through a menu of its own, which its sign opens: no tools of features. */

import type { ShownTool } from "../toolbar/tools.ts";

/** See the head of this file. */
export const insertions: readonly ShownTool[] = [
  { id: "emoji", icon: "smile", keywords: "smiley symbol", typed: ":" },
  { id: "mention", icon: "atSign", keywords: "person people document page link", typed: "@" },
];

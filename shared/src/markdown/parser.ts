/** The parser of Markdown, with our rules. */

import MarkdownItConstructor, { type MarkdownIt } from "markdown-it";
import { addBlockRules } from "./rules/block-rules.ts";
import { addInlineRules } from "./rules/inline-rules.ts";

/** Deepest nesting that is read; markdown-it leaves out what lies deeper. */
const maxNesting = 500;

/** A new parser. With `html`, blocks of HTML are told apart from text. */
export function markdownParser(html: boolean): MarkdownIt {
  const md = new MarkdownItConstructor({ html, linkify: true, maxNesting });
  // Only whole addresses are links: "read.me" is none.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // Addresses stay as they are written, on screen and in the link.
  md.normalizeLink = (address) => address;
  md.normalizeLinkText = (address) => address;
  addBlockRules(md);
  addInlineRules(md);
  return md;
}

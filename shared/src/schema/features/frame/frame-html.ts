/**
 * Quotations and callouts in HTML: what foreign pages have for them. How blocks in a frame are
 * written is html-export.ts's.
 *
 * Markdown dialects name a dozen tones for callouts, of which we have five.
 */

import { hasClass, inlineStyle, textIn, type DomElement } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { frameAttributes, type Frame } from "./frame-attributes.ts";

/** What other names for a callout mean. */
const tones: Readonly<Record<string, Frame>> = {
  info: "note",
  abstract: "note",
  summary: "note",
  seealso: "note",
  todo: "note",
  hint: "tip",
  success: "tip",
  check: "tip",
  attention: "warning",
  danger: "caution",
  error: "caution",
  failure: "caution",
  bug: "caution",
};

/** What marks an element as a callout in GitHub, Obsidian, MkDocs, Sphinx and Docusaurus. */
const calloutClass = /^(markdown-alert|admonition|callout|theme-admonition)$/;

/** Its title, which says no more than the tone, or something of its own. */
const titleClass = /^(markdown-alert-title|admonition-title|callout-title|admonition-heading)/;

/** The tone that a word of Markdown means; undefined for a word that means none. */
export function toneOf(word: string): Frame | undefined {
  const name = word.trim().toLowerCase();
  const known = frameAttributes.frame.read(name);
  if (known !== "" && known !== "quote") return known;
  return Object.hasOwn(tones, name) ? tones[name] : undefined;
}

/** See the head of this file. */
export const frameHtml: HtmlFeature = {
  name: "frame",
  readFrame: (element, tag) => {
    if (tag === "blockquote") return isIndentation(element) ? undefined : "quote";
    const named = element.getAttribute("data-callout");
    if (named !== null) return frameAttributes.frame.read(named) || toneOf(named) || "note";
    return hasClass(element, calloutClass) ? toneOfClasses(element) : undefined;
  },
  readText: (element) => {
    const isTitle = hasClass(element, titleClass);
    return isTitle && toneOf(textIn(element)) !== undefined ? "" : undefined;
  },
};

function toneOfClasses(element: DomElement): Frame {
  const names = (element.getAttribute("class") ?? "").split(/\s+/);
  const words = names.map((name) => name.replace(/^.*-(?=\w+$)/, ""));
  return words.map(toneOf).find((tone) => tone !== undefined) ?? "note";
}

/** Mail programs indent by quotations that have neither line nor words that say so. */
function isIndentation(element: DomElement): boolean {
  const style = inlineStyle(element);
  return /^(none|0)/.test(style.get("border") ?? "") && style.has("margin");
}

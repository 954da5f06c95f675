/**
 * Code of other programs: what elements hold it, which language they say it is in, and what they show
 * beside it: numbers of lines, names of languages, buttons to copy.
 */

import { elementsIn, hasClass, inlineStyle, tagOf, textIn, type DomElement } from "../../dom.ts";
import { isLanguage } from "./code-attributes.ts";

/** Classes of elements that hold the numbers of lines: Pygments, Rouge, highlight.js, GitHub, Prism. */
const numbersClass =
  /^(linenos?|linenodiv|line-numbers?(-rows)?|hljs-ln-numbers|blob-num|gutter|rouge-gutter|react-line-number)$/;

/** Tables whose rows are lines of code. */
const codeTableClass = /^(highlighttable|rouge-table|hljs-ln|js-file-line-container|highlight)$/;

/** What stands on the buttons and labels above code. */
const label = /^(copy( code)?|copied!?|edit|run|expand|collapse|download|wrap|code|plain ?text)$/i;

/** Whether an element is a block of code. */
export function isCodeElement(element: DomElement): boolean {
  const tag = tagOf(element);
  if (tag === "pre") return true;
  if (tag === "table") return hasClass(element, codeTableClass);
  // Editors copy their lines as elements in one that says how code looks.
  const style = inlineStyle(element);
  const isMono = /mono|courier|consolas|menlo/.test(style.get("font-family") ?? "");
  return tag === "div" && isMono && style.get("white-space")?.startsWith("pre") === true;
}

/** Whether the text of code is in an element within this one. */
export function holdsCodeTag(element: DomElement): boolean {
  return elementsIn(element, (inner) => tagOf(inner) === "code").length > 0;
}

/** Whether an element within one that holds code is a label, or the name of its language. */
export function isBesideCode(element: DomElement, language: string): boolean {
  if (tagOf(element) === "code" || holdsCodeTag(element)) return false;
  const text = textIn(element).trim();
  return text === "" || label.test(text) || text.toLowerCase() === language.toLowerCase();
}

/** Whether an element holds the numbers of lines. */
export function holdsLineNumbers(element: DomElement): boolean {
  return hasClass(element, numbersClass);
}

/** The language that an element around code says it is in; undefined for any other element. */
export function languageIn(element: DomElement): string | undefined {
  if (tagOf(element) !== "div" && tagOf(element) !== "figure") return undefined;
  const classes = element.getAttribute("class") ?? "";
  const named = /(?:^|\s)(?:highlight-(?:source-|text-)?|language-)([\w+#-]+)/.exec(classes)?.[1];
  return named ?? element.getAttribute("data-language") ?? undefined;
}

/** The language that code or an element in it is said to be in, by class or attribute; or "". */
export function languageOfCode(element: DomElement): string {
  const inner = elementsIn(element, (each) => tagOf(each) === "code").slice(0, 1);
  for (const each of [element, ...inner]) {
    const classes = each.getAttribute("class") ?? "";
    const name =
      /(?:^|\s)lang(?:uage)?-(\S+)/.exec(classes)?.[1] ??
      /(?:^|\s)sourceCode\s+([\w+#-]+)/.exec(classes)?.[1] ??
      each.getAttribute("data-language") ??
      each.getAttribute("data-lang");
    if (name !== null && name !== "") return isLanguage(name) ? name : "";
  }
  return "";
}

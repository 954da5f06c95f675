/**
 * What an element of a page is to a reader: a line of its own, a part of a line, or nothing that is
 * seen. Browsers write what a style sheet said into what is copied, so styles count like tags.
 */

import { inlineStyle, tagOf, textIn, type DomElement } from "./dom.ts";

/** Tags that end a line where they begin and end. */
const blockTags: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav " +
    "ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** Tags that a page makes lines or parts of one by their style alone. */
const plainTags: ReadonlySet<string> = new Set(
  "article aside div footer header main nav section".split(" "),
);

/** Tags whose content is no text of the page. */
const hiddenTags: ReadonlySet<string> = new Set(
  (
    "audio base button canvas colgroup datalist embed head iframe link meta noscript object script " +
    "select style svg template textarea title video"
  ).split(" "),
);

/** Values of `display` that make any element one that ends a line. */
const blockDisplay = /^(block|flex|grid|flow-root|list-item|table|-webkit-box)/;

/** Classes of what programs put beside the text: Word's marks of comments, a wiki's links to edit. */
const besideText = /(?:^|\s)(MsoCommentReference|mw-editsection)(?:\s|$)/;

/** Whether lines end where `element` begins and ends. */
export function isBlockElement(element: DomElement): boolean {
  const tag = tagOf(element);
  const isBlock = blockTags.has(tag);
  if (isBlock && !plainTags.has(tag)) return true;
  const display = inlineStyle(element).get("display");
  if (display === undefined) return isBlock;
  return isBlock ? display !== "inline" : blockDisplay.test(display);
}

/** Whether `element` and all that is in it is seen by nobody. */
export function isHiddenElement(element: DomElement): boolean {
  if (hiddenTags.has(tagOf(element)) || element.getAttribute("hidden") !== null) return true;
  if (besideText.test(element.getAttribute("class") ?? "")) return true;
  // Word writes a space that is none into each empty line.
  if (tagOf(element) === "o:p") return textIn(element).trim() === "";
  const style = inlineStyle(element);
  if (style.size === 0) return false;
  return (
    style.get("display")?.startsWith("none") === true ||
    /^(hidden|collapse)/.test(style.get("visibility") ?? "") ||
    style.get("mso-hide") === "all" ||
    /^0+(\.0+)?[a-z%]*$/.test(style.get("font-size") ?? "") ||
    style.get("mso-element")?.startsWith("comment") === true ||
    isForScreenReaders(style)
  );
}

/** The usual style of text that is only read out: a box of one pixel. */
function isForScreenReaders(style: ReadonlyMap<string, string>): boolean {
  return style.get("width") === "1px" && style.get("height") === "1px";
}

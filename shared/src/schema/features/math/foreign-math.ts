/**
 * Formulas of other programs: KaTeX, MathJax, Wikipedia, Word. Most keep the TeX somewhere beside
 * what is seen; where none does, it is made of the MathML.
 */

import {
  elementsIn,
  hasClass,
  isElement,
  tagOf,
  textIn,
  type DomElement,
  type DomNode,
} from "../../dom.ts";
import { domOfXml, xmlTree } from "../../xml.ts";
import { texFromMathml } from "./mathml.ts";
import { texFromOmml } from "./omml.ts";

/** A formula of another program. */
export interface ForeignMath {
  readonly tex: string;
  /** Whether it stands on a line of its own. */
  readonly isDisplayed: boolean;
}

const wrapper = /^(katex|katex-display|mwe-math-element|MathJax|MathJax_Display|math)$/;

/** Pictures that a wiki shows instead. */
const picture = /^(mwe-math-fallback-image-(inline|display)|tex|latex)$/;

/**
 * The formula in a comment of Word's: its pages have formulas for Word alone, and pictures of them for
 * all others. Undefined for any other comment.
 */
export function mathInComment(comment: string): ForeignMath | undefined {
  const source = /<m:oMath[\s>][^]*<\/m:oMath>/.exec(comment)?.[0];
  if (source === undefined) return undefined;
  // Between its elements stand some of HTML that say how letters look.
  const [math] = xmlTree(source.replaceAll(/<\/?(?!m:)[a-z][^>]*>/gi, "")).children;
  const tex = math === undefined ? "" : texFromOmml(math);
  return tex === "" ? undefined : { tex, isDisplayed: comment.includes("<m:oMathPara") };
}

/** The formula that an element shows as a whole; undefined where it shows none. */
export function mathIn(element: DomElement): ForeignMath | undefined {
  const tag = tagOf(element);
  const isMath = tag === "math" || tag === "mjx-container" || tag.endsWith(":math");
  const isPicture = tag === "img" && hasClass(element, picture);
  if (!isMath && !isPicture && !hasClass(element, wrapper)) return undefined;
  const tex = cleanTex(texIn(element));
  return tex === "" ? undefined : { tex, isDisplayed: isDisplayed(element) };
}

function texIn(element: DomElement): string {
  const own = toldIn(element);
  if (own !== undefined) return own;
  const isTelling = (inner: DomElement): boolean => toldIn(inner) !== undefined;
  const telling = elementsIn(element, isTelling)[0];
  if (telling !== undefined) return toldIn(telling)!;
  const isMath = (inner: DomElement): boolean => tagOf(inner) === "math";
  const math = isMath(element) ? element : elementsIn(element, isMath)[0];
  if (math !== undefined) return texFromMathml(math);
  // Pandoc has TeX, or letters in italics, in a span of this class.
  const text = textIn(element).trim();
  return hasClass(element, /^math$/) && /^(\\[([]|\$)/.test(text) ? text : "";
}

/** The TeX that an element itself names. */
function toldIn(element: DomElement): string | undefined {
  const tag = tagOf(element);
  const encoding = element.getAttribute("encoding") ?? "";
  if (tag === "annotation" && /tex/i.test(encoding)) return textIn(element);
  for (const name of ["data-latex", "data-tex", "alttext"]) {
    const told = element.getAttribute(name);
    if (told !== null && told !== "") return told;
  }
  if (tag === "img" && hasClass(element, picture)) return element.getAttribute("alt") ?? undefined;
  const source = element.getAttribute("data-mathml");
  if (source === null) return undefined;
  return texInXml(domOfXml(xmlTree(source)));
}

function texInXml(root: DomNode): string | undefined {
  const math = isElement(root) ? elementsIn(root, (each) => tagOf(each) === "math")[0] : undefined;
  return math === undefined ? undefined : texIn(math);
}

function isDisplayed(element: DomElement): boolean {
  return (
    hasClass(
      element,
      /^(katex-display|MathJax_Display|mwe-math-fallback-image-display|display)$/,
    ) ||
    element.getAttribute("display") === "block" ||
    element.getAttribute("display") === "true" ||
    elementsIn(element, (inner) => hasClass(inner, /^mwe-math-fallback-image-display$/)).length > 0
  );
}

/** TeX without what is said about how it is set: delimiters, and a wiki's `{\displaystyle …}`. */
function cleanTex(tex: string): string {
  const bare = tex.trim().replace(/^(\\\(|\\\[|\$\$?)([^]*?)(\\\)|\\\]|\$\$?)$/, "$2");
  return bare
    .trim()
    .replace(/^\{\\(?:displaystyle|textstyle)\s*([^]*)\}$/, "$1")
    .trim();
}

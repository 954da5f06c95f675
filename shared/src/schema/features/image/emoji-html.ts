/** Emoji that a page shows as pictures: the letters that they stand for. */

import { hasClass, tagOf, type DomElement } from "../../dom.ts";

/** The letters that an image stands for; undefined for one that is a picture. */
export function emojiIn(element: DomElement): string | undefined {
  if (tagOf(element) !== "img") return undefined;
  const told = element.getAttribute("data-emoji") ?? element.getAttribute("alt") ?? "";
  if (isEmoji(told)) return told;
  const slack = element.getAttribute("data-stringify-emoji");
  if (slack !== null) return slack || told;
  const isOne =
    hasClass(element, /^(emoji|emoticon|wp-smiley|emojione|twemoji|an1)$/i) ||
    element.getAttribute("itemtype")?.endsWith("/Emoji") === true;
  return isOne && told !== "" ? told : undefined;
}

function isEmoji(text: string): boolean {
  return text !== "" && emoji.test(text);
}

/** Signs, and what joins, colours and frames them. */
const emoji =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|[0-9#*]\ufe0f?\u20e3)+$/u;

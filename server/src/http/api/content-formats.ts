/** The forms in which a document is read and written, by what they are called on the web. */

import type { ContentFormat } from "../../content/content-requests.ts";
import { ApiProblem } from "./problems.ts";

/** One of them. */
export interface ContentForm {
  readonly format: ContentFormat;
  /** What a request asks for, or says that it brings. */
  readonly mediaType: string;
  /** What an answer says that it is. */
  readonly contentType: string;
  /** In an address, and in a tag of what is read. */
  readonly ending: string;
}

/** Those that are asked for when several would do, in this order. */
export const contentForms: readonly ContentForm[] = [
  form("markdown", "text/markdown", "md", true),
  form("html", "text/html", "html", true),
  form("json", "application/json", "json", false),
  form("text", "text/plain", "txt", true),
  form("update", "application/x-yjs-update", "yjs", false),
  form(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    false,
  ),
];

/** The form of what has this kind; undefined where it is none of ours. */
export function formOfType(mediaType: string): ContentForm | undefined {
  return contentForms.find((each) => each.mediaType === mediaType);
}

/** The form that an `Accept` likes best (RFC 9110, 12.5.1). Throws an ApiProblem where it likes none. */
export function acceptedForm(accept = "*/*"): ContentForm {
  const ranges = accept.split(",").map(rangeOf);
  const liked = contentForms
    .map((each) => ({ form: each, quality: qualityOf(each.mediaType, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  const [best] = liked;
  if (best !== undefined) return best.form;
  const types = contentForms.map(({ mediaType }) => mediaType).join(", ");
  throw new ApiProblem("notAcceptable", `a document can be read as ${types}`);
}

interface MediaRange {
  readonly range: string;
  readonly quality: number;
}

function rangeOf(text: string): MediaRange {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((each) => each.startsWith("q="))?.slice(2);
  const number = quality === undefined ? 1 : Number(quality);
  return { range, quality: number >= 0 && number <= 1 ? number : 0 };
}

/** What the range says that fits best: the kind itself, then those like it, then all. */
function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const fitting = [mediaType, `${mediaType.split("/")[0]}/*`, "*/*"];
  for (const range of fitting) {
    const found = ranges.find((each) => each.range === range);
    if (found !== undefined) return found.quality;
  }
  return 0;
}

function form(
  format: ContentFormat,
  mediaType: string,
  ending: string,
  isText: boolean,
): ContentForm {
  const contentType = isText ? `${mediaType}; charset=utf-8` : mediaType;
  return { format, mediaType, contentType, ending };
}

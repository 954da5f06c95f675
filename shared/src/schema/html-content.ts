/** Joins what features are in HTML. */

import { standardContent, type Content } from "./content.ts";
import type { HtmlFeature, HtmlKind } from "./html-feature.ts";
import { standardHtml } from "./features/html.ts";

/** What documents with some content are in HTML. */
export interface HtmlContent {
  readonly content: Content;
  readonly features: readonly HtmlFeature[];
  /** By the name of the kind; what is not here is written as a paragraph. */
  readonly kinds: ReadonlyMap<string, HtmlKind>;
  /** By the name of the mark, outermost first; what is not here is not written. */
  readonly marks: ReadonlyMap<string, NonNullable<HtmlFeature["marks"]>[string]>;
  /** By the name of the block object. */
  readonly objects: ReadonlyMap<string, NonNullable<HtmlFeature["objects"]>[string]>;
  /** By the name of the object within text. */
  readonly inlines: ReadonlyMap<string, NonNullable<HtmlFeature["inlines"]>[string]>;
}

const known = new WeakMap<Content, HtmlContent>();

/** What documents with this content are in HTML. */
export function htmlContentOf(content: Content): HtmlContent {
  const joined = known.get(content) ?? join(content);
  known.set(content, joined);
  return joined;
}

function join(content: Content): HtmlContent {
  const brought = content.features.flatMap(({ html }) => (html === undefined ? [] : [html]));
  const features = [...brought, ...standardHtml].filter(({ name }) =>
    content.features.some((feature) => feature.name === name),
  );
  const joined = <T>(get: (feature: HtmlFeature) => Readonly<Record<string, T>> | undefined) =>
    new Map(features.flatMap((feature) => Object.entries(get(feature) ?? {})));
  const marks = joined(({ marks: own }) => own);
  const order = [...content.marks.keys()].filter((name) => marks.has(name));
  return {
    content,
    features,
    kinds: joined(({ kinds }) => kinds),
    marks: new Map(order.map((name) => [name, marks.get(name)!])),
    objects: joined(({ objects }) => objects),
    inlines: joined(({ inlines }) => inlines),
  };
}

/** What documents are in HTML by themselves. */
export const standardHtmlContent: HtmlContent = htmlContentOf(standardContent);

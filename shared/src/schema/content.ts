/** Joins features to what documents can hold. */

import type { ContentFeature, Kind, MarkFormat, ObjectFormat } from "./feature.ts";
import { standardFeatures } from "./features/index.ts";
import { paragraphKind } from "./features/paragraph/paragraph.ts";

/** What documents can hold, by name. Nothing else is known; it is kept, and shown as a placeholder. */
export interface Content {
  readonly features: readonly ContentFeature[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** In the order in which they are nested, outermost first. */
  readonly marks: ReadonlyMap<string, MarkFormat>;
  readonly objects: ReadonlyMap<string, ObjectFormat>;
  readonly inlines: ReadonlyMap<string, ObjectFormat>;
}

/** Throws if two of the features claim the same name for the same thing. */
export function contentOf(features: readonly ContentFeature[]): Content {
  return {
    features,
    kinds: byName(
      "kind of text block",
      features.flatMap(({ kinds = [] }) => kinds),
    ),
    marks: byName(
      "mark",
      features.flatMap(({ marks = [] }) => marks),
    ),
    objects: byName(
      "block object",
      features.flatMap(({ objects = [] }) => objects),
    ),
    inlines: byName(
      "inline object",
      features.flatMap(({ inlines = [] }) => inlines),
    ),
  };
}

/** What documents can hold by themselves. */
export const standardContent: Content = contentOf(standardFeatures);

/** The kinds of text blocks that documents can have by themselves. */
export const textblockKinds: readonly string[] = [...standardContent.kinds.keys()];

/** What a block of this kind is; one that is not known is as a paragraph. */
export function kindIn(content: Content, name: string): Kind {
  return content.kinds.get(name) ?? paragraphKind;
}

function byName<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const one of all) {
    if (map.has(one.name)) throw new TypeError(`two features have a ${what} "${one.name}"`);
    map.set(one.name, one);
  }
  return map;
}

/** Which content a schema was made for: it is kept with the schema itself. */

import type { Fragment, Node, Schema } from "prosemirror-model";
import { standardContent, type Content } from "./content.ts";

/** The key in `Schema.cached`, where ProseMirror has room for what others keep with a schema. */
const key = "coscribeContent";

/** Says what documents of `schema` can hold. */
export function setContentOfSchema(schema: Schema, content: Content): void {
  schema.cached[key] = content;
}

/** What documents of `schema` can hold. */
export function contentOfSchema({ cached }: Schema): Content {
  return (cached[key] as Content | undefined) ?? standardContent;
}

/** What documents of the schema of these nodes can hold. */
export function contentOfNodes(nodes: Fragment | readonly Node[]): Content {
  const first = "content" in nodes ? nodes.firstChild : nodes[0];
  return first === undefined || first === null
    ? standardContent
    : contentOfSchema(first.type.schema);
}

/**
 * Nodes from JSON that another client's document was turned into: ProseMirror's own, or that of
 * y-prosemirror's `yDocToProsemirrorJSON`, which reads a Yjs document without any schema.
 */

import type { Mark, Node, Schema } from "prosemirror-model";

/** Deepest nesting that is read; honest documents are flat, and this reads by recursion. */
const maxDepth = 64;

interface NodeJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly NodeJson[];
  readonly marks?: readonly MarkJson[];
  readonly text?: string;
}

interface MarkJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** The mark that `json` describes, which may be unknown to `schema` if that is guarded. */
export function markFromJson(schema: Schema, json: MarkJson): Mark {
  return schema.mark(json.type, json.attrs);
}

/** The node that `json` describes; content that a guarded `schema` does not know is kept. */
export function nodeFromJson(schema: Schema, json: NodeJson, depth = 0): Node {
  const marks = (json.marks ?? []).map((mark) => markFromJson(schema, mark));
  if (json.type === "text" && json.text !== undefined) return schema.text(json.text, marks);
  const inside = depth < maxDepth ? (json.content ?? []) : [];
  const content = inside.map((child) => nodeFromJson(schema, child, depth + 1));
  const isDocument = depth === 0 && json.type === schema.topNodeType.name;
  return isDocument
    ? schema.topNodeType.create(
        json.attrs,
        content.map((node) => asBlock(schema, node)),
      )
    : schema.node(json.type, json.attrs ?? {}, content, marks);
}

/** Inline content directly in the document gets a text block around it. */
function asBlock(schema: Schema, node: Node): Node {
  return node.isBlock ? node : schema.node("textblock", {}, [node]);
}

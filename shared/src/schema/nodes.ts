/**
 * Blocks of a flow as ProseMirror nodes, and back.
 *
 * JSON lies between the two, so there is one place that says what is shown as what (to-json.ts,
 * from-json.ts).
 */

import type { Fragment, Mark, Node, Schema } from "prosemirror-model";
import type { BlockData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { blockFromJson, blocksFromJson, isInlineJson, runsFromJson } from "./from-json.ts";
import { formatOfMark, markOfFormat } from "./mark-key.ts";
import { foreignMark, foreignNode, type MarkJson, type NodeJson } from "./node-json.ts";
import { contentOfNodes, contentOfSchema } from "./schema-content.ts";
import { tablePartJson } from "./table/table-json.ts";
import { blockJson, documentJson, runJson } from "./to-json.ts";

/** The nodes that show `blocks`. `schema` is the document schema, or one made as it. */
export function nodesFromBlocks(schema: Schema, blocks: readonly BlockData[]): Node[] {
  const content = contentOfSchema(schema);
  return blocks.map((block) => nodeOf(schema, blockJson(block, content)));
}

/** The blocks that nodes are, with the ids that these have. Nodes within text are one block. */
export function blocksFromNodes(nodes: Fragment | readonly Node[]): BlockData[] {
  const content = listOf(nodes).map(jsonOf);
  return blocksFromJson({ type: "doc", content }, contentOfNodes(nodes));
}

/** The text that nodes within a text block are. */
export function runsFromNodes(nodes: Fragment | readonly Node[]): Run[] {
  const content = contentOfNodes(nodes);
  return listOf(nodes).flatMap((node) => runsFromJson(jsonOf(node), content));
}

/** The node that `json` is, whoever wrote it: what `schema` does not know becomes a placeholder. */
export function nodeFromAnyJson(schema: Schema, json: unknown): Node {
  const content = contentOfSchema(schema);
  const { type, attrs } = foreignNode(json);
  const blocks = (): BlockData[] => blocksFromJson(json, content);
  if (type === schema.topNodeType.name) {
    return nodeOf(schema, { ...documentJson(blocks(), content), attrs });
  }
  if (type === "row" || type === "place" || type === "cell") {
    const part = tablePartJson(
      json,
      (inner) => blocksFromJson(inner, content),
      (block) => blockJson(block, content),
    );
    return nodeOf(schema, part);
  }
  const [run, ...others] = isInlineJson(json, content) ? runsFromJson(json, content) : [];
  const isOne = run !== undefined && others.length === 0;
  const one = isOne ? runJson(run, content) : blockJson(blockFromJson(json, content), content);
  return nodeOf(schema, one);
}

/** The mark that `json` is, whoever wrote it. */
export function markFromAnyJson(schema: Schema, json: unknown): Mark {
  const content = contentOfSchema(schema);
  return markOf(schema, markOfFormat(content, ...formatOfMark(content, foreignMark(json))));
}

/** The node that JSON of this schema is. */
function nodeOf(schema: Schema, { type, attrs, content = [], marks = [], text }: NodeJson): Node {
  const set = marks.map((mark) => markOf(schema, mark));
  if (text !== undefined) return schema.text(text, set);
  const children = content.map((child) => nodeOf(schema, child));
  return schema.nodes[type]!.create(attrs, children, set);
}

/** The mark that JSON of this schema is. */
function markOf(schema: Schema, { type, attrs }: MarkJson): Mark {
  // A plain value is kept as well as attributes are: open-types.ts.
  return schema.mark(type, attrs as Mark["attrs"]);
}

function jsonOf(node: Node): NodeJson {
  const marks = node.marks.map((mark) => ({ type: mark.type.name, attrs: mark.attrs }));
  if (node.text !== undefined) return { type: "text", text: node.text, marks };
  return { type: node.type.name, attrs: node.attrs, content: node.children.map(jsonOf), marks };
}

function listOf(nodes: Fragment | readonly Node[]): readonly Node[] {
  return "content" in nodes ? nodes.content : nodes;
}

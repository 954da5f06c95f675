/** What an edit writes, operation by operation, as it goes to everybody. */

import * as Y from "yjs";
import type { Peer } from "./peer.ts";

/** What one peer wrote while something was done. */
export interface Written {
  /** How many updates went out. */
  readonly updates: number;
  /**
   * The items in the order in which they were made: text as it is, elements and objects by name in
   * angle brackets, attributes as `name=`, or `=` where one had a value before, and both ends of
   * formats as `*name`.
   */
  readonly inserted: readonly string[];
  /** How many letters, elements and values were deleted, as Yjs counts them. */
  readonly deleted: number;
}

/** What `peer` writes while it does `action`. */
export function written(peer: Peer, action: () => void): Written {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
    if (local) updates.push(update);
  };
  peer.doc.on("update", listen);
  action();
  peer.doc.off("update", listen);
  const decoded = updates.map((update) => Y.decodeUpdate(update));
  const deletions = decoded.flatMap(({ ds }) => [...ds.clients.values()].flat());
  return {
    updates: updates.length,
    inserted: decoded.flatMap(({ structs }) => structs.map(told)),
    deleted: deletions.reduce((sum, { len }) => sum + len, 0),
  };
}

function told(struct: Y.GC | Y.Item | Y.Skip): string {
  if (!("content" in struct)) return "<gone>";
  const { content, parentSub } = struct;
  if (parentSub !== null) return `${parentSub}=`;
  if (content instanceof Y.ContentString) return content.str;
  if (content instanceof Y.ContentFormat) return `*${content.key}`;
  if (content instanceof Y.ContentEmbed) return `<${Object.keys(content.embed).join(" ")}>`;
  if (content instanceof Y.ContentType) return `<${nameOf(content.type)}>`;
  return content instanceof Y.ContentAny ? "=" : "<gone>";
}

function nameOf(type: unknown): string {
  return type instanceof Y.XmlElement ? type.nodeName : "text";
}

/** Splitting a block in two. */

import { XmlElement } from "yjs";
import { arrangeAgain, arrangementOf, beginLoose, isPlain } from "./arrange.ts";
import { setValue } from "./data.ts";
import { newBlockId, type NewId } from "./id.ts";
import { placeOf, startOf, type Position } from "./position.ts";
import type { Flow } from "./reading.ts";
import { placeAttributes, textBlockName } from "./segment.ts";
import type { Values } from "./values.ts";
import { write } from "./write.ts";

/**
 * Begins a new block at a position: what follows it in its block belongs to the new one, which has
 * these attributes and a new id. Returns that.
 */
export function splitBlock(
  flow: Flow,
  at: Position,
  attributes: Values = {},
  newId: NewId = newBlockId,
): string {
  const { block: shown } = placeOf(flow, at);
  const id = newId(attributes["id"]);
  write(flow, (transaction) => {
    // Without a marker of its own, what is left of it would not be there when it is empty.
    const loose = shown.isLoose ? [shown] : [];
    const [settled, ids] = beginLoose(flow, loose, { transaction, newId });
    const {
      block,
      piece,
      at: within,
    } = placeOf(settled, { ...at, block: ids.get(at.block) ?? at.block });
    const marker = new XmlElement(textBlockName);
    for (const [name, value] of Object.entries(attributes)) setValue(marker, name, value);
    placeAttributes.forEach((name) => marker.removeAttribute(name));
    marker.setAttribute("id", id);
    if (at.offset < block.length) marker.setAttribute("from", piece.id);
    flow.text.insertEmbed(startOf(settled, piece.segment) + within, marker);
    if (isPlain(settled)) return;
    const wanted = arrangementOf(settled);
    const place = settled.blocks.indexOf(block);
    const count = block.pieces.indexOf(piece) + 1;
    const pieces = wanted[place]!;
    wanted.splice(place, 1, pieces.slice(0, count), [id, ...pieces.slice(count)]);
    const movable = new Set([id]);
    arrangeAgain(settled, wanted, { transaction, newId, movable });
  });
  return id;
}

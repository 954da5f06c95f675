/** The link at a place in the text. */

import { safeHref } from "@coscribe/shared/schema";
import type { EditorState } from "prosemirror-state";
import { linkAround } from "../../editor/features/link/commands.ts";

/** Text that leads somewhere. */
export interface LinkedText {
  readonly from: number;
  readonly to: number;
  readonly href: string;
}

/** The link around `pos`; undefined where there is none, or none that may be followed. */
export function linkAt({ doc }: EditorState, pos: number): LinkedText | undefined {
  if (pos < 0 || pos > doc.content.size) return undefined;
  const found = linkAround(doc.resolve(pos));
  const href = safeHref(found?.mark.attrs["href"]);
  return found === undefined || href === undefined
    ? undefined
    : { from: found.from, to: found.to, href };
}

/** What holds for the whole document: whether its user may edit it. */

import { Plugin } from "prosemirror-state";
import { isRemote } from "../binding/remote-step.ts";

/** Refuses edits of this user as long as `isReadOnly` says so. */
export function guardReadOnly(isReadOnly: () => boolean): Plugin {
  return new Plugin({
    filterTransaction: (tr) => !tr.docChanged || isRemote(tr) || !isReadOnly(),
  });
}

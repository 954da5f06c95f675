/** Mounts an editor that can do everything at once. `mountFeatures` in editor.ts takes features in stages. */

import type { Editor, EditorConnection, EditorOptions } from "./api.ts";
import { mountFeatures } from "./editor.ts";
import { standardFeatures } from "./features/index.ts";

/**
 * Mounts an editor on `connection` into `element`, which it fills. Nothing is written to the
 * document by mounting, also while the content has not yet arrived. Throws `UnusableDocError` for a
 * document of another copy of Yjs.
 */
export function mountEditor(
  element: HTMLElement,
  connection: EditorConnection,
  options: EditorOptions = {},
): Editor {
  return mountFeatures(options.features ?? standardFeatures, element, connection, options);
}

/** The finder of an editor, which is loaded when somebody first looks for something. */

import type { Editor } from "@coscribe/client/editor";
import type { Finder, FindState } from "@coscribe/client/features/find";
import { useLate } from "@coscribe/client/ui";
import { useObserved } from "@coscribe/client/ui";

/** Both undefined until it is there. */
export function useFinder(
  editor: Editor,
  onFailure: () => void,
): { readonly finder: Finder | undefined; readonly state: FindState | undefined } {
  const part = useLate(async () => import("@coscribe/client/features/find"), true, onFailure);
  const finder = part?.finderOf(editor.view);
  const state = useObserved(
    finder,
    (source, listener) => source?.onChange(listener) ?? (() => undefined),
    (source) => source?.state,
  );
  return { finder, state };
}

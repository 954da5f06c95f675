/** Focus mode, while this person wants it. */

import type { Editor } from "@coscribe/client/editor";
import { useEffect } from "preact/hooks";
import { useLate } from "@coscribe/client/ui";

/** See focus-mode.ts; `onFailure` is called if that cannot be loaded. */
export function useFocusMode(
  editor: Editor | undefined,
  isWanted: boolean,
  onFailure: () => void,
): void {
  const part = useLate(async () => import("./focus-mode.ts"), isWanted, onFailure);
  useEffect(() => {
    if (part === undefined || editor === undefined || !isWanted) return undefined;
    return part.focusOn(editor, document.documentElement);
  }, [part, editor, isWanted]);
}

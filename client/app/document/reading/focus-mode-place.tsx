/** Focus mode, while this person wants it. It draws nothing by itself. */

import type { Editor } from "@coscribe/client/editor";
import { useEffect } from "preact/hooks";
import { useLate } from "@coscribe/client/ui";

/** Attributes of {@link FocusMode}. */
export interface FocusModeProps {
  readonly editor: Editor;
  readonly isWanted: boolean;
  /** It could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file, and focus-mode.ts. */
export function FocusMode({ editor, isWanted, onFailure }: FocusModeProps): null {
  const part = useLate(async () => import("./focus-mode.ts"), isWanted, onFailure);
  useEffect(() => {
    if (part === undefined || !isWanted) return undefined;
    return part.focusOn(editor, document.documentElement);
  }, [part, editor, isWanted]);
  return null;
}

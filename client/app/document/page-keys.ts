/**
 * The keys that work wherever the focus is on a document's page. What happens in the text itself is
 * the editor's.
 */

import { findKeys, type FindAction } from "@coscribe/client/editor";
import { isApplePlatform, isModKey, isShortcut } from "@coscribe/client/ui";

/** What the keys lead to. */
export interface PageKeyActions {
  readonly showShortcuts: () => void;
  readonly focusToolbar: () => void;
  readonly editLink: () => void;
  readonly find: (action: FindAction) => void;
  readonly showCounts: () => void;
  /** Somebody pressed the keys for saving, and wonders whether everything is. */
  readonly checkSaved: () => void;
}

/** Listens from now on. Returns the function that stops it. */
export function listenForPageKeys(actions: PageKeyActions): () => void {
  const isApple = isApplePlatform(navigator.platform);
  const handle = (event: KeyboardEvent): void => {
    const action = actionOf(event, actions, isApple);
    if (action === undefined || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", handle);
  return () => removeEventListener("keydown", handle);
}

function actionOf(
  event: KeyboardEvent,
  actions: PageKeyActions,
  isApple: boolean,
): (() => void) | undefined {
  if (isModKey(event, "/", isApple)) return actions.showShortcuts;
  if (isModKey(event, "k", isApple)) return actions.editLink;
  if (isModKey(event, "s", isApple)) return actions.checkSaved;
  if (isShortcut(event, "Mod-Shift-c", isApple)) return actions.showCounts;
  if (event.key === "F10" && event.altKey) return actions.focusToolbar;
  const keys = Object.keys(findKeys).find((shortcut) => isShortcut(event, shortcut, isApple));
  const action = keys === undefined ? undefined : findKeys[keys];
  return action && (() => actions.find(action));
}

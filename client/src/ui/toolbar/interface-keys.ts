/**
 * The keys that work wherever the focus is in a page, or in the part of one that has an editor. What
 * happens in the text itself is the editor's.
 */

import { findKeys, type FindAction } from "../../editor/index.ts";
import { isApplePlatform, isModKey, isShortcut } from "../parts/shortcut.ts";

/** What the keys lead to. */
export interface InterfaceKeyActions {
  readonly showShortcuts: () => void;
  readonly focusToolbar: () => void;
  readonly editLink: () => void;
  /** Without it the keys for finding are the browser's. */
  readonly find?: (action: FindAction) => void;
  readonly showCounts?: () => void;
  /** Somebody pressed the keys for saving, and wonders whether everything is; without it they are the browser's. */
  readonly checkSaved?: () => void;
}

/** Listens in `root` from now on. Returns the function that stops it. */
export function listenForInterfaceKeys(
  root: Document | HTMLElement,
  actions: InterfaceKeyActions,
): () => void {
  const isApple = isApplePlatform(navigator.platform);
  const handle = (event: KeyboardEvent): void => {
    const action = actionOf(event, actions, isApple);
    if (action === undefined || root.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    action();
  };
  const stop = new AbortController();
  // Of the two, the types know the event of neither.
  root.addEventListener("keydown", handle as EventListener, { signal: stop.signal });
  return () => stop.abort();
}

function actionOf(
  event: KeyboardEvent,
  actions: InterfaceKeyActions,
  isApple: boolean,
): (() => void) | undefined {
  if (isModKey(event, "/", isApple)) return actions.showShortcuts;
  if (isModKey(event, "k", isApple)) return actions.editLink;
  if (isModKey(event, "s", isApple)) return actions.checkSaved;
  if (isShortcut(event, "Mod-Shift-c", isApple)) return actions.showCounts;
  if (event.key === "F10" && event.altKey) return actions.focusToolbar;
  const keys = Object.keys(findKeys).find((shortcut) => isShortcut(event, shortcut, isApple));
  const action = keys === undefined ? undefined : findKeys[keys];
  const { find } = actions;
  return action && find && (() => find(action));
}

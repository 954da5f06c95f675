/**
 * Key combinations, written as ProseMirror names them, `Mod-Shift-7`: `Mod` is Command on Apple
 * devices and Control elsewhere. Here they become what people and assistive technology read.
 */

/** True on devices whose keyboards have a Command key. `platform` is `navigator.platform`. */
export function isApplePlatform(platform: string): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform);
}

const appleKeys: Readonly<Record<string, string>> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Ctrl: "⌃",
  Enter: "↩",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

const otherKeys: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The keys to press at once, as they are printed on the keyboard: `["Ctrl", "Shift", "7"]`. */
export function keyCaps(shortcut: string, isApple: boolean): readonly string[] {
  const names = isApple ? appleKeys : otherKeys;
  return keysOf(shortcut).map((key) => names[key] ?? key);
}

/** The value of `aria-keyshortcuts`: `Control+Shift+7`. */
export function ariaKeyShortcut(shortcut: string, isApple: boolean): string {
  const names: Readonly<Record<string, string>> = {
    Mod: isApple ? "Meta" : "Control",
    Ctrl: "Control",
  };
  return keysOf(shortcut)
    .map((key) => names[key] ?? key)
    .join("+");
}

/**
 * True where `event` presses Mod and `key` (in lower case) and no other modifier; Shift is only
 * looked at for letters, since many keyboards need it to reach a sign such as `/`.
 */
export function isModKey(event: KeyboardEvent, key: string, isApple: boolean): boolean {
  const isMod = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const isShiftRight = !event.shiftKey || !/^[a-z]$/.test(key);
  return isMod && !event.altKey && isShiftRight && event.key.toLowerCase() === key;
}

/**
 * True where `event` presses `shortcut` and no other modifier. With Alt or Shift a key can be another sign;
 * then its place on the keyboard counts.
 */
export function isShortcut(event: KeyboardEvent, shortcut: string, isApple: boolean): boolean {
  const keys = keysOf(shortcut);
  const key = keys.at(-1)!.toLowerCase();
  const mods = new Set(keys.slice(0, -1));
  const isModRight =
    event.metaKey === (isApple && mods.has("Mod")) &&
    event.ctrlKey === ((!isApple && mods.has("Mod")) || mods.has("Ctrl"));
  return (
    isModRight &&
    event.altKey === mods.has("Alt") &&
    event.shiftKey === mods.has("Shift") &&
    (event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`)
  );
}

function keysOf(shortcut: string): readonly string[] {
  return shortcut.split("-").map((key) => (key.length === 1 ? key.toUpperCase() : key));
}

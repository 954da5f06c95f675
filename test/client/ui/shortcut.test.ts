import {
  ariaKeyShortcut,
  isApplePlatform,
  isModKey,
  keyCaps,
} from "@coscribe/client/internal/ui/parts/shortcut";
import { describe, expect, it } from "vitest";

function pressed(key: string, modifiers: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { ...none, key, ...modifiers } as KeyboardEvent;
}

describe("key combinations", () => {
  it("W13 are shown as they are printed on the keyboard", () => {
    expect(keyCaps("Mod-Shift-7", false)).toEqual(["Ctrl", "Shift", "7"]);
    expect(keyCaps("Mod-Alt-ArrowUp", true)).toEqual(["⌘", "⌥", "↑"]);
    expect(keyCaps("Mod-[", false)).toEqual(["Ctrl", "["]);
  });

  it("W13 are told to assistive technology in the words of ARIA", () => {
    expect(ariaKeyShortcut("Mod-b", true)).toBe("Meta+B");
    expect(ariaKeyShortcut("Alt-ArrowUp", false)).toBe("Alt+ArrowUp");
  });

  it("W13 use Command on Apple devices and Control elsewhere", () => {
    expect(["MacIntel", "iPhone", "Linux x86_64", "Win32"].map(isApplePlatform)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isModKey(pressed("k", { metaKey: true }), "k", true)).toBe(true);
    expect(isModKey(pressed("k", { ctrlKey: true }), "k", true)).toBe(false);
    expect(isModKey(pressed("k", { ctrlKey: true }), "k", false)).toBe(true);
  });

  it("W13 a sign counts however the keyboard reaches it, a letter only as it is", () => {
    expect(isModKey(pressed("/", { ctrlKey: true, shiftKey: true }), "/", false)).toBe(true);
    expect(isModKey(pressed("K", { ctrlKey: true, shiftKey: true }), "k", false)).toBe(false);
    expect(isModKey(pressed("k", { ctrlKey: true, altKey: true }), "k", false)).toBe(false);
  });
});

/** Keys as WebDriver names them: letters are themselves, all others have code points of their own. */

const codes: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Space: " ",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
  "\n": "\uE007",
};

/** What a key gives while Shift is held on the keyboard of the tests, which is a US one. */
const shifted: Readonly<Record<string, string>> = { "7": "&", "8": "*", "9": "(" };

/** One step of a key, as the protocol takes it. */
export interface KeyStep {
  readonly type: "keyDown" | "keyUp";
  readonly value: string;
}

/** A key by its name in KeyboardEvent.key. Throws for one that is not known here. */
export function keyCode(key: string): string {
  const code = codes[key] ?? key;
  if (code.length > 1 && code.charCodeAt(0) < 0x80) throw new Error(`no key is called ${key}`);
  return code;
}

/** `Control+Shift+z` as steps: all go down in their order, and up in the opposite one. */
export function chordSteps(chord: string): KeyStep[] {
  const keys = chord.split(/\+(?=.)/);
  const isShifted = keys.includes("Shift");
  const values = keys.map((key) =>
    keyCode(isShifted ? (shifted[key] ?? (key.length === 1 ? key.toUpperCase() : key)) : key),
  );
  return [
    ...values.map((value) => ({ type: "keyDown" as const, value })),
    ...values.toReversed().map((value) => ({ type: "keyUp" as const, value })),
  ];
}

/** Each letter as a key that goes down and up. */
export function letterSteps(text: string): KeyStep[] {
  return Array.from(text, (letter) => chordSteps(letter)).flat();
}

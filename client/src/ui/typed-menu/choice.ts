/** What a menu in the text offers. */

import type { TypedText, Sign } from "./sign.ts";

/** One line of the menu. */
export interface Choice {
  /** Unique in its group. */
  readonly id: string;
  readonly label: string;
  /** As `Icon` takes it; or a character that is shown as it is. */
  readonly icon: { readonly name: string } | { readonly text: string };
  /** Shown at the end of the line: what could be typed or pressed instead. */
  readonly hint?: string;
}

/** Choices under a title. */
export interface ChoiceGroup {
  /** Without one the choices stand by themselves. */
  readonly title?: string;
  readonly choices: readonly Choice[];
}

/** A sign, and the menu that it opens. */
export interface TypedSource extends Sign {
  /** The menu's name for assistive technology. */
  readonly label: string;
  /** What `query` can mean, the likeliest first; it may take a while, such as that of a server. */
  readonly search: (query: string) => readonly ChoiceGroup[] | Promise<readonly ChoiceGroup[]>;
  /** Does what was chosen. The text in `typed` is still there, and has to go with it. */
  readonly choose: (id: string, typed: TypedText) => void;
  /** Whether an empty result is told; otherwise the menu is not shown then. */
  readonly tellsNothing?: boolean;
  /** What is chosen by typing the sign once more behind its name. */
  readonly named?: (name: string) => string | undefined;
}

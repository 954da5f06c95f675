/**
 * Lists of a .docx. A list there is something that lines refer to, so each count that begins anew
 * needs one of its own.
 */

import { AlignmentType, LevelFormat, type ILevelsOptions, type INumberingOptions } from "docx";
import { maxIndent, type TextblockAttrs } from "../schema/textblock.ts";
import { bulletSigns, stepTwips, toggleSign } from "./look.ts";

/** What a line refers to. */
export interface ListReference {
  readonly reference: string;
  readonly level: number;
}

/** The lists that lines in their order need. */
export class Lists {
  readonly #counted: { readonly level: number; readonly start: number }[] = [];
  /** The list that counts at each indentation. */
  #open: (string | undefined)[] = [];
  #frame = "";

  /** The list of a line that has `number` if it is counted; undefined for a line of no list. */
  referenceOf(attrs: TextblockAttrs, number: number | undefined): ListReference | undefined {
    const { kind, indent, frame, start } = attrs;
    if (frame !== this.#frame) this.#open = [];
    this.#frame = frame;
    const counting = this.#open[indent];
    this.#open.length = Math.min(this.#open.length, indent);
    if (kind === "bullet" || kind === "toggle") return { reference: kind, level: indent };
    if (kind !== "numbered") return undefined;
    const reference =
      counting !== undefined && start === null ? counting : this.#begin(indent, number ?? 1);
    this.#open[indent] = reference;
    return { reference, level: indent };
  }

  /** All of them, for the document. */
  get options(): INumberingOptions {
    const signs = (reference: string, signAt: (level: number) => string) => ({
      reference,
      levels: levels((level) => ({ format: LevelFormat.BULLET, text: signAt(level) })),
    });
    const counted = this.#counted.map(({ level: at, start }, i) => ({
      reference: nameOf(i),
      levels: levels((level) => ({
        format: LevelFormat.DECIMAL,
        text: `%${level + 1}.`,
        start: level === at ? start : 1,
      })),
    }));
    return {
      config: [
        signs("bullet", (level) => bulletSigns[level % bulletSigns.length]!),
        signs("toggle", () => toggleSign),
        ...counted,
      ],
    };
  }

  #begin(level: number, start: number): string {
    this.#counted.push({ level, start });
    return nameOf(this.#counted.length - 1);
  }
}

function nameOf(index: number): string {
  return `numbers-${index + 1}`;
}

function levels(
  own: (level: number) => Pick<ILevelsOptions, "format" | "text" | "start">,
): ILevelsOptions[] {
  return Array.from({ length: maxIndent + 1 }, (_, level) => ({
    level,
    ...own(level),
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: stepTwips * (level + 1), hanging: stepTwips * 0.6 } } },
  }));
}

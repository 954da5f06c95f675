/** The text of a block as what stands in a paragraph of a .docx. */

import {
  ExternalHyperlink,
  Math as Formula,
  MathRun,
  ShadingType,
  Tab,
  TextRun,
  type IRunOptions,
  type ParagraphChild,
} from "docx";
import type { Run } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";
import { cleanText } from "../schema/clean-text.ts";
import { defaultHighlight } from "../schema/features/color/color.ts";
import { isColorName } from "../schema/features/color/color-names.ts";
import { colorValues } from "../schema/features/color/color-values.ts";
import { recordIn } from "../schema/node-json.ts";
import { runText } from "../schema/plain-text.ts";
import { safeHref } from "../schema/safe-href.ts";
import { styles } from "./look.ts";

/** How a paragraph's text is written. */
export interface TextShape {
  readonly rightToLeft: boolean;
  /** Code has no marks. */
  readonly isVerbatim: boolean;
}

/** `runs` as parts of a paragraph. */
export function paragraphChildren(runs: readonly Run[], shape: TextShape): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    if (run.type === "object" && run.object.name === "math") {
      const { tex } = run.object.attributes;
      return [formula(typeof tex === "string" ? tex : "")];
    }
    const text = runText(run);
    const options = shape.isVerbatim ? {} : optionsOf(run.formats);
    const { rightToLeft } = shape;
    const href = shape.isVerbatim ? undefined : safeHref(recordIn(run.formats["link"])["href"]);
    const children = textRuns(text, { ...options, ...(rightToLeft && { rightToLeft }) });
    if (href === undefined) return children;
    const linked = textRuns(text, { style: styles.link, ...options });
    return [new ExternalHyperlink({ link: href, children: linked })];
  });
}

/** A formula by its TeX, which is text as word processors see it. */
export function formula(tex: string): ParagraphChild {
  return new Formula({ children: [new MathRun(cleanText(tex))] });
}

/** Text with marks; line breaks and tabs are elements of their own. */
export function textRuns(text: string, options: IRunOptions): TextRun[] {
  return cleanText(text)
    .split("\n")
    .map((line, i) => {
      const parts = line.split("\t").flatMap((part, j) => (j > 0 ? [new Tab(), part] : [part]));
      const children = parts.filter((part) => part !== "");
      return new TextRun({ ...options, ...(i > 0 && { break: 1 }), children });
    });
}

function optionsOf(formats: Values): IRunOptions {
  const has = (name: string): boolean => Object.hasOwn(formats, name);
  const ink = recordIn(formats["color"])["color"];
  const paper = recordIn(formats["highlight"])["color"];
  const behind = isColorName(paper) ? paper : defaultHighlight;
  const fill = colorValues[behind].paper;
  return {
    ...(has("bold") && { bold: true }),
    ...(has("italic") && { italics: true }),
    ...(has("underline") && { underline: {} }),
    ...(has("strike") && { strike: true }),
    ...(has("sub") && { subScript: true }),
    ...(has("sup") && !has("sub") && { superScript: true }),
    ...(has("code") && { style: styles.inlineCode }),
    ...(isColorName(ink) && { color: colorValues[ink].ink }),
    ...(has("highlight") && { shading: { type: ShadingType.CLEAR, color: "auto", fill } }),
  };
}

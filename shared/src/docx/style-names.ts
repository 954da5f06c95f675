/** What the styles and lists of a .docx mean for the paragraphs that refer to them. */

import { maxHeadingLevel } from "../schema/features/heading/heading-attributes.ts";
import type { TextblockAttrs } from "../schema/textblock.ts";
import type { XmlNode } from "../schema/xml.ts";

/** The first child by this tag. */
export function childOf(node: XmlNode | undefined, tag: string): XmlNode | undefined {
  return node?.children.find((child) => child.tag === tag);
}

/** The value of a child, `w:val`; undefined where there is no such child, "" where it says none. */
export function valueOf(node: XmlNode | undefined, tag: string): string | undefined {
  const child = childOf(node, tag);
  return child === undefined ? undefined : (child.attributes.get("w:val") ?? "");
}

/** All elements by this tag, none of which is in another. */
export function allIn(node: XmlNode, tag: string): XmlNode[] {
  return node.children.flatMap((child) => (child.tag === tag ? [child] : allIn(child, tag)));
}

/** A list that a paragraph refers to. */
export interface ListPlace {
  readonly list: string;
  readonly level: number;
}

/** What a style means. */
export interface StyleMeaning {
  readonly attrs: Partial<TextblockAttrs>;
  readonly list: ListPlace | undefined;
  /** Each line of code is a paragraph. */
  readonly isCodeLine: boolean;
}

const names: readonly (readonly [RegExp, Partial<TextblockAttrs>])[] = [
  [/^title$/, { kind: "heading", level: 1 }],
  [/^(source code|html preformatted|code|code block|macro text)$/, { kind: "code" }],
  [/^(quote|intense quote|block text|quotations)$/, { frame: "quote" }],
  [/^(.* )?caption$/, { kind: "caption" }],
];

/** The styles of a file by their ids, from its `word/styles.xml`. */
export class Styles {
  readonly #byId = new Map<string, XmlNode>();

  constructor(root: XmlNode | undefined) {
    for (const style of root === undefined ? [] : allIn(root, "w:style")) {
      this.#byId.set(style.attributes.get("w:styleId") ?? "", style);
    }
  }

  /** What a style of paragraphs means, by its name or by what it is based on. */
  meaningOf(id: string): StyleMeaning {
    let attrs: Partial<TextblockAttrs> = {};
    let list: ListPlace | undefined;
    let isCodeLine = false;
    let style = this.#byId.get(id);
    for (let step = 0; style !== undefined && step < 10; step++) {
      const name = (valueOf(style, "w:name") ?? "").toLowerCase();
      const own = ofName(name) ?? ofOutline(style);
      if (own !== undefined && Object.keys(attrs).length === 0) {
        attrs = own;
        isCodeLine = own.kind === "code" && name !== "source code";
      }
      list ??= listPlace(childOf(childOf(style, "w:pPr"), "w:numPr"));
      style = this.#byId.get(valueOf(style, "w:basedOn") ?? "");
    }
    return { attrs, list, isCodeLine };
  }

  /** Whether a style of letters is that of code. */
  isCode(id: string): boolean {
    const name = (valueOf(this.#byId.get(id), "w:name") ?? id).toLowerCase();
    return /^(verbatim ?char|html code|code|inline ?code|source text)$/.test(name);
  }
}

function ofName(name: string): Partial<TextblockAttrs> | undefined {
  const level = /^heading ([1-9])$/.exec(name)?.[1];
  if (level !== undefined) return heading(Number(level));
  return names.find(([pattern]) => pattern.test(name))?.[1];
}

function ofOutline(style: XmlNode): Partial<TextblockAttrs> | undefined {
  const level = valueOf(childOf(style, "w:pPr"), "w:outlineLvl");
  return level !== undefined && /^[0-8]$/.test(level) ? heading(Number(level) + 1) : undefined;
}

function heading(level: number): Partial<TextblockAttrs> {
  return { kind: "heading", level: Math.min(level, maxHeadingLevel) };
}

/** The list and level that a paragraph or style names. */
export function listPlace(properties: XmlNode | undefined): ListPlace | undefined {
  const list = valueOf(properties, "w:numId");
  const level = Number(valueOf(properties, "w:ilvl") ?? 0);
  return list === undefined ? undefined : { list, level: Number.isInteger(level) ? level : 0 };
}

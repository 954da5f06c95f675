/**
 * Formulas of word processors (OMML) as TeX. Covers what people write in documents; of anything else
 * the letters are kept, one after the other.
 */

import type { XmlNode } from "../../xml.ts";
import { texSigns } from "./mathml.ts";

/** Deepest nesting that is read; honest formulas have some ten levels. */
const maxDepth = 60;

/** Signs that stand before what they sum up, as they are named there. */
const operators: Readonly<Record<string, string>> = {
  "∑": "\\sum",
  "∏": "\\prod",
  "∫": "\\int",
  "∬": "\\iint",
  "∮": "\\oint",
  "⋃": "\\bigcup",
  "⋂": "\\bigcap",
};

/** A formula as TeX. One that is nothing but letters is TeX already: so we write our own. */
export function texFromOmml(math: XmlNode): string {
  const [only, ...others] = math.children;
  if (only?.tag === "m:r" && others.length === 0) return textIn(only).trim();
  return texOf(math, 0).replaceAll(/\s+/g, " ").trim();
}

function texOf(node: XmlNode, depth: number): string {
  if (depth === maxDepth) return texSigns(textIn(node));
  const within = (name: string): string => {
    const part = node.children.find(({ tag }) => tag === `m:${name}`);
    return part === undefined ? "" : texOf(part, depth + 1).trim();
  };
  const value = (name: string): string | undefined => valueOf(node, name);
  switch (node.tag.replace(/^m:/, "")) {
    case "r":
    case "t":
      return texSigns(textIn(node));
    case "f":
      return `\\frac{${within("num")}}{${within("den")}}`;
    case "rad":
      return within("deg") === ""
        ? `\\sqrt{${within("e")}}`
        : `\\sqrt[${within("deg")}]{${within("e")}}`;
    case "sSup":
      return `{${within("e")}}^{${within("sup")}}`;
    case "sSub":
      return `{${within("e")}}_{${within("sub")}}`;
    case "sSubSup":
      return `{${within("e")}}_{${within("sub")}}^{${within("sup")}}`;
    case "nary": {
      const sign = operators[value("chr") ?? "∫"] ?? texSigns(value("chr") ?? "");
      return `${sign}_{${within("sub")}}^{${within("sup")}} ${within("e")}`;
    }
    case "d": {
      const parts = node.children.filter(({ tag }) => tag === "m:e");
      const inner = parts.map((part) => texOf(part, depth + 1)).join(value("sepChr") ?? "|");
      return `\\left${fence(value("begChr") ?? "(")}${inner}\\right${fence(value("endChr") ?? ")")}`;
    }
    case "m": {
      const rows = node.children.filter(({ tag }) => tag === "m:mr");
      const lines = rows.map((row) =>
        row.children.map((cell) => texOf(cell, depth + 1)).join(" & "),
      );
      return `\\begin{matrix}${lines.join(" \\\\ ")}\\end{matrix}`;
    }
    case "bar":
      return `\\overline{${within("e")}}`;
    default:
      if (node.tag.endsWith("Pr")) return "";
      return node.children.map((child) => texOf(child, depth + 1)).join("");
  }
}

/** A sign that stands around something; none is a dot. */
function fence(sign: string): string {
  return sign === "" ? "." : texSigns(sign);
}

/** The value of a property of an element, which has its own list of them. */
function valueOf({ tag, children }: XmlNode, name: string): string | undefined {
  const properties = children.find((child) => child.tag === `${tag}Pr`);
  return properties?.children.find((child) => child.tag === `m:${name}`)?.attributes.get("m:val");
}

function textIn(node: XmlNode): string {
  return node.text ?? node.children.map(textIn).join("");
}

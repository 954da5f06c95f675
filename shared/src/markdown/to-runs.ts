/** What stands in a line of Markdown → text with formats, and the pictures between. */

import type { Token } from "markdown-it";
import type { Run } from "../flow/reading.ts";
import { noValues, sameValues, valuesOf, withValue, type Values } from "../flow/values.ts";
import { defaultHighlight } from "../schema/features/color/color.ts";
import { cleanText } from "../schema/clean-text.ts";
import type { KeptPicture } from "../schema/kept-picture.ts";
import { safeHref } from "../schema/safe-href.ts";
import { safeSource } from "../schema/safe-source.ts";

/** A picture, which is a block here. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  readonly name: string;
  /** In pixels, where it is known. */
  readonly width?: number;
  readonly height?: number;
}

/** Keeps a picture whose bytes stand in the source, as the URL `data:…`. */
export type KeepPicture = (dataUrl: string) => KeptPicture | undefined;

/** Text, or a picture that stands in it. */
export type LinePart =
  | { readonly type: "text"; readonly runs: readonly Run[] }
  | { readonly type: "picture"; readonly picture: Picture };

/** Tokens that open and close a mark, by the name before the underscore. */
const markOfToken: Readonly<Record<string, string>> = {
  strong: "bold",
  em: "italic",
  s: "strike",
};

/** The parts of a line, from the tokens in it. */
export function partsOf(tokens: readonly Token[], keep?: KeepPicture): LinePart[] {
  const reader = new LineReader(keep);
  for (const token of tokens) reader.take(token);
  return reader.finish();
}

class LineReader {
  readonly #parts: LinePart[] = [];
  #runs: Run[] = [];
  /** The marks that are open, innermost last. */
  readonly #open: { readonly name: string; readonly value: unknown }[] = [];
  readonly #keep: KeepPicture | undefined;

  constructor(keep: KeepPicture | undefined) {
    this.#keep = keep;
  }

  take(token: Token): void {
    switch (token.type) {
      case "softbreak":
        return this.#add(" ");
      case "hardbreak":
        return this.#add("\n");
      case "code_inline":
        return this.#add(token.content, withValue(this.#formats, "code", {}));
      case "formula":
        return this.#addFormula(token.content);
      case "image":
        return this.#addPicture(token);
      case "link_open":
        this.#open.push({ name: "link", value: { href: token.attrGet("href") ?? "" } });
        return undefined;
    }
    const [, stem = "", side] = /^(\w+)_(open|close)$/.exec(token.type) ?? [];
    if (side === "open") this.#begin(markOfToken[stem] ?? stem);
    else if (side === "close") this.#end(markOfToken[stem] ?? stem, token);
    else this.#add(token.content);
  }

  finish(): LinePart[] {
    this.#endText();
    return this.#parts;
  }

  #begin(name: string): void {
    this.#open.push({ name, value: name === "highlight" ? { color: defaultHighlight } : {} });
  }

  /** A tag that closes nothing is text. */
  #end(name: string, { meta }: Token): void {
    const at = this.#open.findLastIndex((mark) => mark.name === name);
    if (at !== -1) this.#open.splice(at, 1);
    else if (typeof meta?.["source"] === "string") this.#add(meta["source"]);
  }

  get #formats(): Values {
    return valuesOf(
      this.#open.flatMap(({ name, value }) => {
        if (name !== "link") return [[name, value] as const];
        const href = safeHref((value as { readonly href: string }).href);
        return href === undefined ? [] : [[name, { href }] as const];
      }),
    );
  }

  #add(text: string, formats: Values = this.#formats): void {
    const clean = cleanText(text);
    if (clean === "") return;
    const last = this.#runs.at(-1);
    if (last?.type === "text" && sameValues(last.formats, formats)) {
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + clean };
    } else this.#runs.push({ type: "text", text: clean, formats });
  }

  #addFormula(tex: string): void {
    const object = { name: "math", attributes: valuesOf([["tex", tex]]), value: undefined };
    this.#runs.push({ type: "object", object, formats: noValues });
  }

  /** One that others could not load is what it shows, and where it was. */
  #addPicture(token: Token): void {
    const address = String(token.attrGet("src") ?? "");
    const isHere = /^data:/i.test(address);
    const { src: keptAs, ...size } = (isHere ? this.#keep?.(address) : undefined) ?? {};
    const src = safeSource(keptAs ?? address);
    const alt = cleanText(token.content);
    if (src === undefined && isHere && this.#keep !== undefined) {
      return this.#add(alt === "" ? "[image]" : alt);
    }
    if (src === undefined) return this.#add(alt === "" ? address : `${alt} (${address})`);
    this.#endText();
    const name = String(token.attrGet("title") ?? "");
    this.#parts.push({ type: "picture", picture: { src, alt, name, ...size } });
  }

  #endText(): void {
    if (this.#runs.length > 0) this.#parts.push({ type: "text", runs: this.#runs });
    this.#runs = [];
  }
}

/** Documents of word processors: what is written, and what comes back. */

import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { blocksFromDocx, docxFromBlocks } from "@coscribe/shared/docx";
import { plainText } from "@coscribe/shared/exchange";
import { newTable } from "@coscribe/shared/schema";
import { cell, block, blockObject, divider, flow, object, text } from "../schema/documents.ts";
import { outline } from "../schema/outline.ts";
import { trickyDocument } from "../markdown/tricky-lines.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const rounds = isLong ? 300 : 25;

/** The text of a file as a word processor finds it, without what stands before lines. */
function lettersIn(bytes: Uint8Array): string {
  const source = strFromU8(unzipSync(bytes)["word/document.xml"]!);
  const texts = source.matchAll(/<(?:w|m):t(?: [^>]*)?>([^<]*)</g);
  const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return Array.from(texts, ([, part]) =>
    part!.replaceAll(/&(\w+);/g, (_, name: string) => entities[name]!),
  ).join("");
}

function letters(content: string): string {
  return content.replaceAll(/[\s\u00a0]/g, "");
}

describe("a .docx", () => {
  it("D130 everything that it has a place for comes back", async () => {
    const formula = object("math", { tex: "x^2" });
    const blocks = [
      block({ kind: "heading" }, "Title"),
      block({ kind: "heading", level: 6 }, "Deep"),
      block({ align: "center" }, [
        text("b", { bold: {} }),
        text("i", { italic: {} }),
        text("u", { underline: {} }),
        text("s", { strike: {} }),
        text("2", { sub: {} }),
        text("3", { sup: {} }),
        text("c", { code: {} }),
        text("red", { color: { color: "red" } }),
        text("lit", { highlight: { color: "green" } }),
        text("link", { link: { href: "https://a.example/?a=1&b=2" } }),
        formula,
      ]),
      block({ kind: "bullet" }, "one"),
      block({ kind: "bullet", indent: 1 }, "two"),
      block({ kind: "numbered", start: 5 }, "five"),
      block({ kind: "numbered", indent: 1 }, "one below"),
      block({ kind: "numbered" }, "six"),
      block({ kind: "numbered", start: 1 }, "one again"),
      block({ kind: "toggle" }, "folds"),
      block({ indent: 1 }, "below"),
      block({ kind: "task", checked: true }, "done"),
      block({ kind: "task", indent: 1 }, "open"),
      block({ frame: "quote" }, "said"),
      block({ frame: "warning", kind: "bullet" }, "mind"),
      block({ kind: "code" }, "if (a <  b)\n\tc;"),
      block({ kind: "code" }, "another"),
      block({ kind: "math" }, "\\frac{1}{2}"),
      block({ kind: "caption" }, "what it shows"),
      block({ tint: "yellow" }, "  spaces  inside "),
      block({}, "שלום"),
      divider,
      block({}, ""),
      block({}, "a\nb"),
    ];
    const bytes = await docxFromBlocks(blocks, { title: "Title" });
    const read = await blocksFromDocx(bytes);
    expect(outline(read)).toEqual(outline(blocks));
    const attributes = read.map((each) => each.attributes);
    expect(attributes[2]).toEqual({ align: "center" });
    expect(attributes[19]).toEqual({ tint: "yellow" });
    expect(read[2]!.runs.at(-1)).toMatchObject({ object: { attributes: { tex: "x^2" } } });
  });

  it("D131 every letter of a document is in the file, and comes back", async () => {
    for (let seed = 0; seed < rounds; seed++) {
      const blocks = trickyDocument(seed, "all").filter(({ runs }) => runs.length > 0);
      const bytes = await docxFromBlocks(blocks);
      const texts = blocks.map(({ runs }) =>
        runs.map((run) => (run.type === "text" ? run.text : "")).join(""),
      );
      expect(letters(lettersIn(bytes)).replaceAll(/[☐☒]/g, ""), String(seed)).toBe(
        letters(texts.join("")),
      );
      const read = await blocksFromDocx(bytes);
      const back = read.map(({ runs }) =>
        runs.map((run) => (run.type === "text" ? run.text : "")).join(""),
      );
      expect(letters(back.join("")), String(seed)).toBe(letters(texts.join("")));
    }
  }, 120_000);

  it("D131 so is what cannot be shown, and what stands in objects", async () => {
    const blocks = [
      newTable({
        rows: 1,
        columns: 2,
        places: [
          { row: 0, column: 0, blocks: [block({}, "cell one")] },
          { row: 0, column: 1, blocks: [block({ kind: "bullet" }, "cell two")] },
        ],
      }),
      blockObject("map"),
      blockObject("box", {}, flow(block({}, "in a box")), cell({}, flow(block({}, "deeper")))),
      blockObject("file", { src: "https://a.example/f.pdf", name: "f.pdf" }),
      blockObject("image", { alt: "a picture" }),
      block({}, [object("mention", { kind: "person", id: "a", label: "Ada" })]),
    ];
    const read = await blocksFromDocx(await docxFromBlocks(blocks));
    expect(outline(read).slice(0, 6).join()).toMatch(/^table,> row,.*cell one.*cell two$/);
    const told = plainText(read);
    for (const part of [
      "cell one",
      "cell two",
      "[map]",
      "in a box",
      "deeper",
      "f.pdf",
      "a picture",
      "Ada",
    ]) {
      expect(told).toContain(part);
    }
  });

  it("D132 pictures get in and out by their bytes", async () => {
    const pixel = Uint8Array.from(
      atob(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      ),
      (letter) => letter.charCodeAt(0),
    );
    const image = blockObject("image", {
      src: "https://a.example/a.png",
      alt: "a dot",
      width: 20,
      height: 10,
    });
    const bytes = await docxFromBlocks([image, block({}, "text")], {
      picture: async () => ({ bytes: pixel, type: "png", width: 1, height: 1 }),
    });
    const seen: unknown[] = [];
    const read = await blocksFromDocx(bytes, {
      picture: async (picture) => {
        seen.push([picture.type, picture.bytes.length]);
        return { src: `files/${"a".repeat(64)}`, width: 1, height: 1 };
      },
    });
    expect(seen).toEqual([["image/png", pixel.length]]);
    expect(outline(read)).toEqual(["image", "paragraph 0: text"]);
    expect(read[0]!.attributes).toMatchObject({ src: `files/${"a".repeat(64)}`, alt: "a dot" });
    expect(outline(await blocksFromDocx(bytes))).toEqual([
      "paragraph 0: a dot",
      "paragraph 0: text",
    ]);
  });

  it("D133 what is no such file is refused with the reason", async () => {
    await expect(blocksFromDocx(new Uint8Array([1, 2, 3]))).rejects.toThrow("no .docx");
    await expect(blocksFromDocx(new Uint8Array())).rejects.toThrow("no .docx");
  });
});

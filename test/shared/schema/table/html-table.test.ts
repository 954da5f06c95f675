/** Tables in HTML and text, of our own and of other programs. */

import { blocksFromHtmlSource, plainText, toHtml } from "@coscribe/shared/exchange";
import { gridOf, newTable, type Grid } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import { paragraph } from "../../flow/person.ts";
import { outline } from "../outline.ts";
import { textOf } from "./table-person.ts";

/** The table that HTML source is, in short. */
function read(source: string): string[] | undefined {
  const grid = gridIn(source);
  return grid?.places.map((places) => {
    return places.map((place) => textOf(place) + (place.isHeader ? "*" : "")).join("|");
  });
}

function gridIn(source: string): Grid | undefined {
  const [block, ...others] = blocksFromHtmlSource(source);
  expect(others).toEqual([]);
  return block && gridOf(block);
}

describe("tables in HTML", () => {
  it("F67 a spreadsheet's table has its rows, spans, empty cells and alignment", () => {
    const source = `<meta charset="utf-8"><style>td { mso-number-format: General }</style><table border=0 width=192>
      <col width=64 span=3><tr height=20><td colspan=2 align=center>Total</td><td></td></tr>
      <tr><td rowspan=2>x</td><td align=right>1</td><td>a<br>b</td></tr><tr><td align=right>2</td><td>&nbsp;</td></tr></table>`;
    expect(read(source)).toEqual(["Total(1x2)|", "x(2x1)|1|a\nb", "2|\u00a0"]);
    expect(gridIn(source)!.columns.map(({ align }) => align)).toEqual(["", "end", ""]);
  });

  it("F67 headers are those of thead and th, above and beside", () => {
    expect(
      read("<table><thead><tr><td>a<td>b</thead><tbody><tr><th>c<td>d<tr><th>e<td>f</table>"),
    ).toEqual(["a*|b*", "c*|d", "e*|f"]);
    expect(read("<table><tr><th>a<tr><td>b</table>")).toEqual(["a*", "b"]);
  });

  it("F67 tables for the layout of a page are the paragraphs in them", () => {
    const layouts = [
      "<table><tr><td>a<tr><td>b</table>",
      "<table role=presentation><tr><td>a<td>b</table>",
      "<table><tr><td><table><tr><td>a</table><td>b</table>",
    ];
    for (const source of layouts) {
      expect(outline(blocksFromHtmlSource(source))).toEqual(["paragraph 0: a", "paragraph 0: b"]);
    }
  });

  it("F67 a caption is the line below the table, and rows may be of any length", () => {
    expect(
      outline(
        blocksFromHtmlSource(
          "<table><caption>Title</caption><tr><td>a<tr><td>b<td rowspan=99>c<td>d<tr><td></table>",
        ),
      ),
    ).toEqual([
      "table",
      "> row",
      "> cell",
      "> paragraph 0: a",
      "> cell",
      "> cell",
      "> row",
      "> cell",
      "> paragraph 0: b",
      "> cell 2x1",
      "> paragraph 0: c",
      "> cell",
      "> paragraph 0: d",
      "> row",
      "> cell",
      "> cell",
      "caption 0: Title",
    ]);
  });

  it("F67 our own table comes back as it is, but for its ids", () => {
    const table = newTable({
      rows: 3,
      columns: 3,
      places: [
        { row: 0, column: 0, columnSpan: 2, blocks: [paragraph("a")], attributes: { tint: "red" } },
        { row: 1, column: 1, rowSpan: 2, blocks: [paragraph("b"), paragraph("c")] },
        { row: 2, column: 2, blocks: [paragraph("d")] },
      ],
      hasHeaderRow: true,
      hasHeaderColumn: true,
      widths: [undefined, 120, undefined],
      aligns: ["", "center", "end"],
    });
    const [again] = blocksFromHtmlSource(toHtml([table]));
    expect(gridOf(again!)).toMatchObject(JSON.parse(JSON.stringify(gridOf(table))));
    expect(plainText([again!])).toBe("a\t\t\n\tb c\t\n\t\td");
  });

  it("F67 a table of old documents and one without rows are tables when they come back", () => {
    for (const table of [newTable({ rows: 0, columns: 0 }), newTable({ rows: 2, columns: 1 })]) {
      const [again] = blocksFromHtmlSource(toHtml([table]));
      expect(gridOf(again!)!.rows.length).toBe(gridOf(table)!.rows.length);
    }
  });
});

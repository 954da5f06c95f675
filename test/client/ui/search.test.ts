/** What is found by what somebody types of a name. */

import { ranked } from "@coscribe/client/internal/ui/search/ranked";
import { describe, expect, it } from "vitest";

const tools = [
  { label: "Text", keywords: "paragraph plain" },
  { label: "Heading 1", keywords: "h1 title section" },
  { label: "Heading 2", keywords: "h2 title section" },
  { label: "Bulleted list", keywords: "unordered points ul" },
  { label: "Task list", keywords: "todo checkbox" },
  { label: "Überschrift", keywords: "" },
];

function found(query: string): string[] {
  return ranked(tools, query).map(({ label }) => label);
}

describe("a search for names", () => {
  it("E201 everything is found by nothing, in its order", () => {
    expect(found(" ")).toEqual(tools.map(({ label }) => label));
  });

  it("E201 the beginning of a name comes before that of one of its words, and that before keywords", () => {
    const items = [{ label: "Page", keywords: "list" }, { label: "My list" }, { label: "Lists" }];
    expect(ranked(items, "list").map(({ label }) => label)).toEqual(["Lists", "My list", "Page"]);
  });

  it("E201 words may be begun, in their order", () => {
    expect(found("head 2")).toEqual(["Heading 2"]);
    expect(found("li bul")).toEqual(["Bulleted list"]);
  });

  it("E201 a few letters of a name find it, the first being its first", () => {
    expect(found("hd2")).toEqual(["Heading 2"]);
    expect(found("eading")).toEqual([]);
  });

  it("E201 keywords find, and accents and capitals do not matter", () => {
    expect(found("CHECK")).toEqual(["Task list"]);
    expect(found("uber")).toEqual(["Überschrift"]);
    expect(found("nothing like it")).toEqual([]);
  });
});

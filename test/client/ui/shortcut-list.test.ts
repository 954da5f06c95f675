/** The list of keys: what is in it, and what is found in it. */

import { rowsMatching, sectionsOf } from "@coscribe/client/internal/ui/help/shortcut-list";
import { englishWords } from "@coscribe/client/internal/ui/messages/english-words";
import { joinFeatures } from "@coscribe/client/internal/editor/joined-features";
import { standardFeatures } from "@coscribe/client/internal/editor/features/index";
import { describe, expect, it } from "vitest";

const { tools } = joinFeatures(standardFeatures);
const sections = sectionsOf(englishWords, tools);

function found(query: string): string[] {
  return rowsMatching(sections, query).flatMap(({ rows }) => rows.map(({ label }) => label));
}

describe("the list of shortcuts", () => {
  it("P215 it has the keys of every tool that has any", () => {
    const listed = sections.flatMap(({ rows }) => rows.flatMap(({ keys = [] }) => keys));
    for (const { keys } of tools) if (keys?.[0] !== undefined) expect(listed).toContain(keys[0]);
  });

  it("P215 it is searched by names, keys and titles", () => {
    expect(found("strike")).toEqual(["Strikethrough", "Strikethrough"]);
    expect(found("alt f10")).toEqual(["Go to the toolbar"]);
    expect(found("page")).toContain("Undo");
    expect(found("no such thing")).toEqual([]);
    expect(rowsMatching(sections, "")).toEqual(sections);
  });
});

/** Other documents, found to be mentioned. */

import { findRecentDocuments } from "@coscribe/client/app/document/find-recent-documents";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it } from "vitest";

const recentDocuments = [
  { name: parseDocumentName("notes"), openedAt: 3 },
  { name: parseDocumentName("quick-curlew"), openedAt: 2, title: "Our plan (draft)" },
  { name: parseDocumentName("team/plan.2"), openedAt: 1 },
];

function found(query: string): string[] {
  const own = parseDocumentName("notes");
  return findRecentDocuments({ recentDocuments }, own, query).map(({ label }) => label);
}

describe("documents to mention", () => {
  it("E208 all but the open one, by their titles where they have one, latest first", () => {
    expect(found("")).toEqual(["Our plan (draft)", "team/plan.2"]);
  });

  it("E208 by the beginning of a word of the title or the name, whatever signs are typed", () => {
    expect(found("pl")).toEqual(["Our plan (draft)", "team/plan.2"]);
    expect(found("CURL")).toEqual(["Our plan (draft)"]);
    expect(found("lan")).toEqual([]);
    expect(found("plan.")).toEqual(["team/plan.2"]);
    expect(found("(dra")).toEqual(["Our plan (draft)"]);
    expect(found("[")).toEqual([]);
  });
});

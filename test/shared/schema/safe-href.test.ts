/** Which links are followed. */

import { documentSchema, htmlFromBlocks, safeHref } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import { block, text } from "./documents.ts";

describe("links", () => {
  it.each([
    "https://a.example/path?q=1#f",
    "HTTP://A.EXAMPLE",
    "mailto:somebody@a.example?subject=x:y",
    "tel:+49-30-1234",
    "sms:+49301234?body=on%20my%20way",
    "geo:52.5,13.4",
    "ftp://a.example/file",
    "//a.example/page",
    "/page",
    "page.html",
    "../page",
    "?q=a:b",
    "#part:one",
    "dir/javascript:alert(1)",
  ])("D30 %s is followed", (href) => {
    expect(safeHref(href)).toBe(href);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u00a0javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\u0000script:alert(1)",
    "javascript\u200b:alert(1)",
    "\ufeffjavascript:alert(1)",
    "https://a.example/\u202egnp.exe",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://a.example/id",
    "view-source:https://a.example",
    "",
    "   ",
  ])("D31 %j is not followed", (href) => {
    expect(safeHref(href)).toBeUndefined();
  });

  it("D31 what is no string is not followed", () => {
    for (const href of [undefined, null, 7, true, ["https://a.example"], { href: "/" }]) {
      expect(safeHref(href)).toBeUndefined();
    }
  });

  it("D32 spaces around a link do not matter", () => {
    expect(safeHref("  https://a.example ")).toBe("https://a.example");
  });

  it("D33 an unsafe link is drawn without a target, and is only its text in an export", () => {
    for (const href of ["javascript:alert(1)", 7, ["a", "b"], undefined]) {
      const mark = documentSchema.mark("link", { href });
      expect(mark.type.spec.toDOM?.(mark, true)).toEqual([
        "a",
        { rel: "noopener noreferrer nofollow" },
        0,
      ]);
      const line = block({}, [text("click", { link: { href } })]);
      expect(htmlFromBlocks([line])).toEqual([["p", {}, "click"]]);
    }
  });

  it("D34 a link that is followed tells its target nothing", () => {
    const mark = documentSchema.mark("link", { href: "https://a.example" });
    const attributes = { href: "https://a.example", rel: "noopener noreferrer nofollow" };
    expect(mark.type.spec.toDOM?.(mark, true)).toEqual(["a", attributes, 0]);
    const line = block({}, [text("click", { link: { href: "https://a.example" } })]);
    expect(htmlFromBlocks([line])).toEqual([["p", {}, ["a", attributes, "click"]]]);
  });
});

import { documentNameFromInput, documentPath, routeOf } from "@coscribe/client/app/route";
import { parseDocumentName } from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const origin = "https://write.example";
const root = `${origin}/`;

/** Where the page may be: at the root of its origin, or below a path, however that is called. */
const homes = ["/", "/docs/", "/d/", "/d/d/x/"];

/** The path that a browser really asks for. */
function askedFor(path: string): string {
  return new URL(path, origin).pathname;
}

describe("addresses of the page", () => {
  it("W1 whatever name the form takes, its address shows that document", () => {
    const typed = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(typed, (text) => {
        const { name } = documentNameFromInput(text, root);
        fc.pre(name !== undefined);
        for (const home of homes) {
          const shown = routeOf(askedFor(documentPath(name, home)), home);
          expect(shown).toEqual({ type: "document", name });
        }
      }),
    );
  });

  it("W1 names with slashes, spaces, signs and other scripts have addresses", () => {
    for (const text of [
      "a/b",
      "a b",
      "50% of #1?",
      "ملاحظات",
      "会議メモ",
      "'(*)'",
      "Sales 100%",
      "...",
    ]) {
      const name = parseDocumentName(text);
      expect(routeOf(askedFor(documentPath(name, "/")), "/")).toEqual({ type: "document", name });
    }
  });

  it("W1 a name that browsers would take for a way through folders is refused", () => {
    for (const text of ["..", ".", "a/../b", "a/.", "%2e%2e/../x"]) {
      expect(documentNameFromInput(text, root)).toEqual({ fault: "dotPart" });
    }
  });

  it("W1 a pasted address of a document on this server opens that document", () => {
    expect(documentNameFromInput(` ${origin}/d/a%20b `, root)).toEqual({ name: "a b" });
    expect(documentNameFromInput("https://other.example/d/a", root)).toEqual({
      fault: "otherAddress",
    });
  });

  it("W1 spaces around a typed name do not count, nor does how its accents were typed", () => {
    expect(documentNameFromInput("  notes ", root)).toEqual({ name: "notes" });
    expect(documentNameFromInput("cafe\u0301", root)).toEqual({ name: "caf\u00e9" });
  });

  it("W1 a name that no document can have is refused with the reason", () => {
    expect(documentNameFromInput("a\u0007b", root)).toEqual({ fault: "controlCharacter" });
    expect(documentNameFromInput("ä".repeat(101), root)).toEqual({ fault: "tooLong" });
  });

  it("W1 an address of no possible document says why", () => {
    expect(routeOf("/d/a%07", "/")).toEqual({
      type: "impossible",
      fault: "controlCharacter",
    });
    expect(routeOf("/d/a//b", "/")).toMatchObject({ type: "impossible" });
  });

  it("W1 the start page has one address with and without the folder of documents", () => {
    for (const home of homes) {
      for (const path of ["", "d", "d/"]) {
        expect(routeOf(home + path, home)).toEqual({ type: "home" });
      }
      expect(routeOf(`${home}elsewhere`, home)).toEqual({ type: "missing" });
    }
  });

  it("C80 below a path, only addresses below it are the page's", () => {
    expect(routeOf("/d/notes", "/docs/")).toEqual({ type: "missing" });
    expect(documentNameFromInput(`${root}docs/d/notes`, `${root}docs/`)).toEqual({
      name: "notes",
    });
    expect(documentNameFromInput(`${root}d/notes`, `${root}docs/`)).toEqual({
      fault: "otherAddress",
    });
  });
});

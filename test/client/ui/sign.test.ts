/** Where a sign in the text opens a menu, and what is looked for in it. */

import { typedText, type Sign } from "@coscribe/client/internal/ui/typed-menu/sign";
import { describe, expect, it } from "vitest";
import { documentOf, Peer } from "../editor/peer.ts";

const slash: Sign = { sign: "/", minLength: 0, hasSpaces: true };
const colon: Sign = { sign: ":", minLength: 2, hasSpaces: false, before: /[(]/ };

/** What is looked for by whoever has the caret at "|" in the second line. */
function queryIn(line: string, sign = slash): string | undefined {
  const peer = new Peer(1, documentOf("first", line.replace("|", "")));
  peer.select(1, line.indexOf("|"));
  return typedText(peer.state, sign)?.query;
}

describe("a sign in the text", () => {
  it("E200 counts at the start of a line and after a space", () => {
    expect(queryIn("/|")).toBe("");
    expect(queryIn("/head|")).toBe("head");
    expect(queryIn("so /head 2| it is")).toBe("head 2");
  });

  it("E200 does not count within a word, or once more than one space follows", () => {
    expect(queryIn("and/or|")).toBeUndefined();
    expect(queryIn("/ |")).toBeUndefined();
    expect(queryIn("/head  |")).toBeUndefined();
    expect(queryIn(`/${"long".repeat(11)}|`)).toBeUndefined();
  });

  it("E200 counts before the caret only, in its line", () => {
    expect(queryIn("a |/b")).toBeUndefined();
    expect(queryIn("|")).toBeUndefined();
  });

  it("E207 one of emoji has no spaces, and may stand behind a parenthesis", () => {
    expect(queryIn("well :smi|", colon)).toBe("smi");
    expect(queryIn("(:smi|", colon)).toBe("smi");
    expect(queryIn("12:30|", colon)).toBeUndefined();
    expect(queryIn(":smi le|", colon)).toBeUndefined();
  });

  it("E200 tells where it is, so that what was typed can go", () => {
    const peer = new Peer(1, documentOf("so /head"));
    peer.select(0, 8);
    expect(typedText(peer.state, slash)).toEqual({ from: 4, to: 9, query: "head" });
  });
});

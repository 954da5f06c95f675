/** Finding and replacing, without a screen. */

import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromJson, type NodeJson } from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { expressionMatcher } from "@coscribe/client/internal/editor/features/find/expression";
import { literalMatcher } from "@coscribe/client/internal/editor/features/find/literal";
import { MatchIndex } from "@coscribe/client/internal/editor/features/find/match-index";
import {
  emptyQuery,
  type FindQuery,
  type Matcher,
} from "@coscribe/client/internal/editor/features/find/query";
import { asMove } from "@coscribe/client/internal/editor/binding/write-steps";
import { replaceAllMatches } from "@coscribe/client/internal/editor/features/find/replace";
import { exchange, pair, Peer, documentOf, type Line } from "./peer.ts";

const always = (): boolean => true;

function matcherOf(query: FindQuery): Matcher {
  const matcher = query.isExpression ? expressionMatcher(query) : literalMatcher(query);
  if ("problem" in matcher) throw new Error(matcher.problem.reason);
  return matcher;
}

/** What is found in a text. */
function found(text: string, within: string, options: Partial<FindQuery> = {}): string[] {
  const matcher = matcherOf({ ...emptyQuery, text, ...options });
  return [...matcher.matchesIn(within)].map(({ from, to }) => within.slice(from, to));
}

function replaceAll(
  peer: Peer,
  text: string,
  template: string,
  options: Partial<FindQuery> = {},
): void {
  const query = { ...emptyQuery, text, ...options };
  const matcher = matcherOf(query);
  const index = new MatchIndex(peer.state.doc, matcher);
  index.search(always, 0);
  const blocks = index.between(0, peer.state.doc.content.size);
  peer.dispatch(replaceAllMatches(peer.state, { query, matcher, template }, blocks));
  expect(peer.stored).toBe(peer.shown);
}

function cellOf(...content: NodeJson[]): NodeJson {
  return { type: "cell", content };
}

function alone(...lines: Line[]): Peer {
  return new Peer(1, documentOf(...lines));
}

/** A block's text, with its marks before each piece. */
function marked(peer: Peer, block: number): string[] {
  return peer.state.doc
    .child(block)
    .children.map(({ text, marks }) => `${marks.map(({ type }) => type.name).join()}:${text}`);
}

describe("finding", () => {
  it("E170 words are found as they stand there, in any case unless case counts", () => {
    expect(found("ab", "Ab aB (ab) xab")).toEqual(["Ab", "aB", "ab", "ab"]);
    expect(found("ab", "Ab aB (ab)", { isCaseSensitive: true })).toEqual(["ab"]);
    expect(found("a.b*", "a.b* axbb")).toEqual(["a.b*"]);
    expect(found("STRASSE", "straße strasse")).toEqual(["strasse"]);
    expect(found("😀", "😀😁😀")).toEqual(["😀", "😀"]);
    expect(found("", "abc")).toEqual([]);
  });

  it("E170 letters that are written in several ways are the same", () => {
    expect(found("é", "caf\u00e9 cafe\u0301")).toEqual(["\u00e9", "e\u0301"]);
    expect(found("don't say", "don’t\u00a0say")).toEqual(["don’t\u00a0say"]);
    expect(found("don't", "don’t don't", { isCaseSensitive: true })).toEqual(["don't"]);
  });

  it("E171 whole words neither begin nor end within a word, in any script", () => {
    const count = (text: string, within: string): number =>
      found(text, within, { isWholeWord: true }).length;
    expect(count("art", "art, start, arts, Art-deco; _art")).toBe(2);
    expect(count("über", "überall über nichtüber")).toBe(1);
    expect(count("и", "и или сияние и")).toBe(2);
    expect(count("(a)", "x(a)y")).toBe(1);
    expect(count("港", "東京の港は美しい。")).toBe(1);
    expect(count("京", "東京の港は美しい。")).toBe(0);
  });

  it("E172 expressions find what they say, with ^ and $ at line breaks", () => {
    const options = { isExpression: true };
    expect(found("c[au]t+", "cat cut catt COT", options)).toEqual(["cat", "cut", "catt"]);
    expect(found("^b$", "a\nb\nbb", options)).toEqual(["b"]);
    expect(found("\\p{Lu}", "aÉb", { ...options, isCaseSensitive: true })).toEqual(["É"]);
    expect(found("x*", "axxb", options)).toEqual(["xx"]);
    expect(found("\\u00e9", "é", options)).toEqual(["é"]);
  });

  it("E172 an expression that cannot be used says why", () => {
    const problemOf = (text: string): unknown => {
      const matcher = expressionMatcher({ ...emptyQuery, text, isExpression: true });
      return "problem" in matcher ? [matcher.problem.fault, matcher.problem.part] : matcher;
    };
    expect(problemOf("(a")).toEqual(["missingParenthesis", "(a"]);
    expect(problemOf("a)")).toEqual(["unexpectedParenthesis", "a)"]);
    expect(problemOf("[a")).toEqual(["missingBracket", "[a"]);
    expect(problemOf("*")).toEqual(["nothingToRepeat", "*"]);
    expect(problemOf("a**")).toEqual(["repeatedTwice", "**"]);
    expect(problemOf("a{2000}")).toEqual(["badRepeatCount", "{2000}"]);
    expect(problemOf("\\")).toEqual(["trailingBackslash", ""]);
    expect(problemOf("\\1")).toEqual(["badEscape", "\\1"]);
    expect(problemOf("[z-a]")).toEqual(["badRange", "z-a"]);
    expect(problemOf("(?P<>a)")).toEqual(["badGroupName", "(?P<>"]);
    expect(problemOf("(?P<a>b)(?P<a>c)")).toEqual(["sameGroupName", "a"]);
    expect(problemOf("(?=a)")).toEqual(["unsupported", "(?="]);
    expect(problemOf("(?<=a)b")).toEqual(["unsupported", "(?<="]);
    expect(problemOf("(a{1,30}b){1,30}")).toEqual(["tooLarge", ""]);
  });

  it("E172 no expression takes for ever", () => {
    // In the browser's own engine the age of the universe.
    const text = `${"a".repeat(20_000)}c`;
    for (const slow of ["(a+)+b", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)[^ac]"]) {
      expect(found(slow, text, { isExpression: true })).toEqual([]);
    }
  });

  it("E173 only blocks that have changed are searched again, and matches move with their blocks", () => {
    const peer = alone("one cat", "two", "three cats and a cat");
    const searched: string[] = [];
    const literal = literalMatcher({ ...emptyQuery, text: "cat" });
    const index = new MatchIndex(peer.state.doc, {
      matchesIn: (text) => {
        searched.push(text);
        return literal.matchesIn(text);
      },
    });
    index.search(always, 1);
    expect(searched).toEqual(["two", "three cats and a cat", "one cat"]);
    expect([index.count, index.isComplete]).toEqual([3, true]);
    peer.select(1, 0);
    peer.type("my cat: ");
    index.update(peer.state.doc);
    expect([index.count, index.isComplete]).toEqual([3, false]);
    index.search(always, 0);
    expect(searched.slice(3)).toEqual(["my cat: two"]);
    const { doc } = peer.state;
    const words = index
      .between(0, doc.content.size)
      .flatMap(({ pos, matches }) =>
        matches.map(({ from, to }) => doc.textBetween(pos + from - 1, pos + to)),
      );
    expect(words).toEqual([" cat", " cat", " cat", " cat"]);
  });

  it("E173 searching goes on where there was no more time, within a block as well", () => {
    const peer = alone("a".repeat(50), "b", "aaa");
    const index = new MatchIndex(peer.state.doc, literalMatcher({ ...emptyQuery, text: "a" }));
    let slices = 0;
    for (; !index.isComplete; slices++) index.search(() => false, 0);
    expect(index.count).toBe(53);
    expect(slices).toBeGreaterThan(53);
  });

  it("E173 the next match goes round the end, both ways, and waits for what is not searched yet", () => {
    const peer = alone("a cat", "", "cat cat", "dog");
    const index = new MatchIndex(peer.state.doc, literalMatcher({ ...emptyQuery, text: "cat" }));
    expect(index.next(0, 1)).toBe("unknown");
    let checks = 0;
    index.search(() => ++checks < 2, 0);
    expect(index.next(0, 1)).toEqual({ from: 3, to: 6 });
    expect(index.next(6, 1)).toBe("unknown");
    index.search(always, 0);
    const { size } = peer.state.doc.content;
    const ends = (direction: 1 | -1): number[] => {
      let pos = direction > 0 ? 0 : size;
      return [1, 2, 3, 4].map(() => {
        const match = index.next(pos, direction) as { from: number; to: number };
        pos = direction > 0 ? match.to : match.from;
        return match.from;
      });
    };
    expect(ends(1)).toEqual([3, 10, 14, 3]);
    expect(ends(-1)).toEqual([14, 10, 3, 14]);
    expect([3, 10, 14, 4].map((from) => index.ordinalOf({ from, to: from + 3 }))).toEqual([
      1,
      2,
      3,
      undefined,
    ]);
  });
});

describe("replacing", () => {
  it("E174 all are replaced by the fewest operations, as one step of undo", () => {
    const peer = alone("the colour", "no", "colours of a colour");
    peer.writes = 0;
    replaceAll(peer, "colour", "color");
    expect(peer.lines).toEqual(["the color", "no", "colors of a color"]);
    expect(peer.writes).toBe(1);
    peer.select(1, 2);
    peer.type("!");
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["the color", "no", "colors of a color"]);
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["the colour", "no", "colours of a colour"]);
    peer.binding.history.redo();
    expect(peer.lines[2]).toBe("colors of a color");
  });

  it("E174 letters that stay keep their marks, and those that come have those of what they replace", () => {
    const peer = alone("abcdef");
    const { tr, schema } = peer.state;
    tr.addMark(2, 4, schema.mark("bold")).addMark(4, 6, schema.mark("italic"));
    peer.dispatch(tr);
    expect(marked(peer, 0)).toEqual([":a", "bold:bc", "italic:de", ":f"]);
    replaceAll(peer, "bcde", "bXde");
    expect(marked(peer, 0)).toEqual([":a", "bold:bX", "italic:de", ":f"]);
    replaceAll(peer, "de", "deYZ");
    expect(marked(peer, 0)).toEqual([":a", "bold:bX", "italic:deYZ", ":f"]);
    replaceAll(peer, "(b)(.)(d)", "$3-$2-$1", { isExpression: true });
    expect(peer.lines).toEqual(["ad-X-beYZf"]);
  });

  it("E174 $1 is a group, $& all that was found, $$ a sign; in words they are what they are", () => {
    const replaced = (text: string, query: string, template: string): string | undefined => {
      const peer = alone(text);
      replaceAll(peer, query, template, { isExpression: true });
      return peer.lines[0];
    };
    expect(replaced("Ada Lovelace", "(\\w+) (\\w+)", "$2, $1")).toBe("Lovelace, Ada");
    expect(replaced("3 and 4", "\\d", "<$&>")).toBe("<3> and <4>");
    expect(replaced("5", "\\d", "$$$&")).toBe("$5");
    expect(replaced("ab", "(a)(x)?b", "[$1|$2|$3]")).toBe("[a||$3]");
    expect(replaced("ab", "(a)b", "$10")).toBe("a0");
    const peer = alone("cash");
    replaceAll(peer, "cash", "$1");
    expect(peer.lines).toEqual(["$1"]);
  });

  it("E174 no letter of two units is cut", () => {
    const peer = alone("a😀b😁");
    replaceAll(peer, "😀", "😁");
    expect(peer.lines).toEqual(["a😁b😁"]);
    replaceAll(peer, "😁", "👩‍👩‍👧");
    expect(peer.lines).toEqual(["a👩‍👩‍👧b👩‍👩‍👧"]);
  });

  it("E175 what others write at the same time stays, and undo takes back only what was replaced", () => {
    const [ann, ben] = pair("colour and colour", "the colour", "end");
    replaceAll(ann, "colour", "color");
    ben.select(0, 5);
    ben.type("XY");
    ben.select(1, 4, 6);
    ben.type("_");
    ben.select(2, 3);
    ben.type(" colour");
    exchange(ann, ben);
    expect(ann.lines).toEqual(["coloXYr and color", "the _lor", "end colour"]);
    expect(ben.lines).toEqual(ann.lines);
    ben.select(0, 0);
    ben.type("so: ");
    exchange(ann, ben);
    ann.binding.history.undo();
    exchange(ann, ben);
    expect(ann.lines[0]).toMatch(/^so: colo(XYu|uXY)r and colour$/);
    expect(ann.lines.slice(1)).toEqual(["the _lour", "end colour"]);
    expect(ben.lines).toEqual(ann.lines);
  });

  it("E175 letters are replaced in cells, and in what stands beside objects", () => {
    const text = (words: string): NodeJson => ({ type: "text", text: words });
    const line = (...content: NodeJson[]): NodeJson => ({ type: "textblock", content });
    const content = [
      line(text("x"), { type: "unknown_inline", attrs: { name: "mention" } }, text("ax")),
      { type: "table", content: ["1x", "2", "xx"].map((words) => cellOf(line(text(words)))) },
      line(text("x")),
    ];
    const doc = new Y.Doc();
    insertBlocks(readFlow(flowText(doc)), undefined, blocksFromJson({ type: "doc", content }));
    const peer = new Peer(1, Y.encodeStateAsUpdate(doc));
    peer.writes = 0;
    replaceAll(peer, "x", "yz");
    expect(peer.lines).toEqual(["yz[mention]ayz", "1yz2yzyz", "yz"]);
    expect(peer.state.doc.child(0).childCount).toBe(3);
    expect(peer.writes).toBe(1);
    replaceAll(peer, ".*", "-", { isExpression: true });
    expect(peer.lines).toEqual(["-[mention]-", "---", "-"]);
    expect(peer.state.doc.child(0).childCount).toBe(3);
    peer.binding.history.undo();
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["x[mention]ax", "1x2xx", "x"]);
  });

  it("E175 letters are replaced in blocks that were moved, joined and emptied as well", () => {
    const peer = alone("one x", "x", "three x", "four");
    const [first] = peer.ids;
    const { doc, tr } = peer.state;
    const node = doc.child(2);
    const from = peer.startOf(2);
    tr.delete(from, from + node.nodeSize).insert(0, node);
    peer.dispatch(asMove(tr, { pos: 0, blocks: [peer.ids[2]!], before: first }));
    expect(peer.lines).toEqual(["three x", "one x", "x", "four"]);
    replaceAll(peer, "x", "");
    expect(peer.lines).toEqual(["three ", "one ", "", "four"]);
    peer.binding.history.undo();
    expect(peer.lines).toEqual(["three x", "one x", "x", "four"]);
  });
});

import { formulaProblem } from "@coscribe/client/internal/editor/features/math/formula-problem";
import temml from "temml";
import { expect, it } from "vitest";

function problemOf(tex: string): unknown {
  try {
    temml.renderToString(tex, { throwOnError: true, trust: false, maxExpand: 1_000 });
    return undefined;
  } catch (error) {
    const { key, part } = formulaProblem(error, tex);
    return part === undefined ? key : [key, part];
  }
}

it.each([
  ["\\foo", ["math.unknown", "\\foo"]],
  ["\\begin{foo}x\\end{foo}", ["math.unknownEnvironment", "foo"]],
  ["\\class{a}{b}", ["math.notAllowed", "\\class"]],
  ["\\def\\a{\\a\\a}\\a", "math.tooManySteps"],
  ["x^", ["math.nothingAfter", "^"]],
  ["{x_}", ["math.nothingAfter", "_"]],
  ["\\frac{1}", "math.incomplete"],
  ["{x", ["math.missing", "}"]],
  ["\\left(x", ["math.missing", "\\right"]],
  ["x}", "math.superfluous"],
  ["x\\right)", "math.unbalanced"],
  ["\\begin{matrix}a", "math.unbalanced"],
  ["\\begin{matrix}a\\end{pmatrix}", "math.unbalanced"],
  ["\\left x", ["math.delimiter", "x"]],
  ["x^1^2", "math.twice"],
  ["\\rule{1zz}{1em}", ["math.value", "zz"]],
  ["\\text{\\frac12}", ["math.place", "\\frac"]],
  ["\\tag{1}x", ["math.place", "\\tag"]],
  ["a & b", ["math.place", "&"]],
])("P244 what is wrong with the formula %s has words of ours", (tex, expected) => {
  expect(problemOf(tex)).toEqual(expected);
});

it("P244 what has none is told as it came, without a part of the formula", () => {
  expect(formulaProblem(new TypeError("x is null"), "a")).toEqual({ key: "math.other" });
  const error = new Error(
    " Limit controls must follow a math operator at position 1: \n\\limits x",
  );
  error.name = "ParseError";
  expect(formulaProblem(error, "\\limits x")).toEqual({
    key: "math.other",
    problem: "Limit controls must follow a math operator",
  });
});

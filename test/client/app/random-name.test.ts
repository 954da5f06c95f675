import { randomDocumentName, randomPersonName } from "@coscribe/client/app/random-name";
import { pick, secureRandom, type RandomInteger } from "@coscribe/client/app/random";
import { adjectives, animals } from "@coscribe/client/app/words";
import { describe, expect, it } from "vitest";

const lowest: RandomInteger = () => 0;
const highest: RandomInteger = (below) => below - 1;

describe("generated names", () => {
  it("W1 a new document gets words to remember and a code that is hard to guess", () => {
    expect(randomDocumentName(lowest)).toBe("amber-alpaca-aaaaaa");
    expect(randomDocumentName(highest)).toBe("witty-wren-999999");
    expect(randomDocumentName(secureRandom)).toMatch(/^[a-z]+-[a-z]+-[a-km-np-z2-9]{6}$/);
  });

  it("W1 a thousand new documents have a thousand names", () => {
    const names = Array.from({ length: 1000 }, () => randomDocumentName(secureRandom));
    expect(new Set(names).size).toBe(1000);
  });

  it("W3 a new person gets a name in title case", () => {
    expect(randomPersonName(lowest)).toBe("Amber Alpaca");
    expect(randomPersonName(highest)).toBe("Witty Wren");
  });

  it("W3 each word stands once in its list", () => {
    expect(new Set([...adjectives, ...animals]).size).toBe(adjectives.length + animals.length);
  });

  it("W1 a number from chance is whole, at least 0, and below the bound", () => {
    const numbers = Array.from({ length: 1000 }, () => secureRandom(7));
    expect(new Set(numbers)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });

  it("W1 every member of a list can be picked", () => {
    expect(pick(["a", "b"], lowest) + pick(["a", "b"], highest)).toBe("ab");
  });
});

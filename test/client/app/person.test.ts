import { maxPersonNameLength, palette, randomPersonId } from "@coscribe/client/app/person";
import {
  initials,
  inkOn,
  relativeLuminance,
} from "@coscribe/client/internal/ui/people/avatar-look";
import { randomUser } from "@coscribe/client/app/made-up-person";
import { secureRandom } from "@coscribe/client/app/random";
import { userOf } from "@coscribe/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

function contrast(a: string, b: string): number {
  const [dark, light] = [relativeLuminance(a), relativeLuminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, "0")}`);

describe("a person", () => {
  it.each([
    ["Quiet Otter", "QO"],
    ["ann", "A"],
    ["Ludwig van Beethoven", "LB"],
    ["  spaced   out  ", "SO"],
    ["王小明", "王"],
    ["👩‍🚀 Sally Ride", "👩‍🚀R"],
    ["e\u0301lodie", "E\u0301"],
    ["", ""],
  ])("W10 the initials of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it("W17 initials have a contrast of 4.5:1 on every colour somebody could send", () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("W17 luminance is that of WCAG", () => {
    expect(relativeLuminance("#ffffff")).toBeCloseTo(1);
    expect(relativeLuminance("#000000")).toBe(0);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it.each(palette)("W17 $label shows on the light and on the dark page", ({ color }) => {
    expect(contrast(color, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, "#fcfbf9")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, "#17191c")).toBeGreaterThanOrEqual(3);
    expect(inkOn(color)).toBe("#ffffff");
  });

  it("W3 a person on a first visit is one that others will see as they are", () => {
    const user = { ...randomUser(secureRandom), id: randomPersonId(secureRandom) };
    expect(userOf(user)).toEqual(user);
    expect(userOf({ ...user, name: "x".repeat(maxPersonNameLength) })?.name).toHaveLength(
      maxPersonNameLength,
    );
  });
});

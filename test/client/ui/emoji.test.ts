import { ranked } from "@coscribe/client/internal/ui/search/ranked";
import { loadEmoji } from "@coscribe/client/internal/ui/typed-menu/emoji-data";
import { expect, it } from "vitest";

it.each([
  ["de-AT", "rakete", "Rakete"],
  ["es", "cohete", "cohete"],
  ["fr", "fusee", "fusée"],
  ["zh-CN", "火箭", "火箭"],
])(
  "P243 emoji have their names in %s, and are found by them and in English",
  async (tag, typed, label) => {
    const all = await loadEmoji(tag);
    expect(ranked(all, typed)[0]).toMatchObject({ unicode: "🚀", label });
    expect(ranked(all, "rocket")[0]).toMatchObject({ unicode: "🚀", label, names: ["rocket"] });
  },
);

it("P243 each emoji is there in each language, in the same order", async () => {
  const [english, ...others] = await Promise.all(
    ["en", "de", "es", "fr", "ar", "zh"].map(loadEmoji),
  );
  const signs = english!.map(({ unicode }) => unicode);
  for (const other of others) expect(other.map(({ unicode }) => unicode)).toEqual(signs);
  expect(ranked(others[3]!, "rocket")[0]).toMatchObject({ unicode: "🚀", label: "rocket" });
});

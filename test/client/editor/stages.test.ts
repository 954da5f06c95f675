import { stagedFeatures, standardFeatures } from "@coscribe/client/editor";
import { joinFeatures, loadFeatures } from "@coscribe/client/internal/editor/joined-features";
import { expect, it } from "vitest";

it("E253 both stages together are all features, in their order, with one schema", async () => {
  const names = (features: readonly { readonly name: string }[]): string[] =>
    features.map(({ name }) => name);
  const before = joinFeatures(stagedFeatures);
  const all = joinFeatures(standardFeatures);
  expect(names(stagedFeatures)).toEqual(names(standardFeatures));
  expect(before.schema).toBe(all.schema);
  expect(before.tools.length).toBeLessThan(all.tools.length);

  const after = await loadFeatures(stagedFeatures);
  expect(after.features).toEqual(all.features);
  expect(after.schema).toBe(all.schema);
  expect(after.tools).toEqual(all.tools);
  expect(joinFeatures(stagedFeatures)).toBe(after);
});

/** The names of tools, which are said in every language. */

import { standardFeatures } from "@coscribe/client/internal/editor/features/index";
import { joinFeatures } from "@coscribe/client/internal/editor/joined-features";
import { english } from "@coscribe/client/internal/ui/messages/english";
import { insertions } from "@coscribe/client/internal/ui/menus/insertions";
import { historyTools } from "@coscribe/client/internal/ui/toolbar/tools";
import { expect, it } from "vitest";

it("P216 every tool of ours is named in the catalogue, as it names itself", () => {
  const { tools } = joinFeatures(standardFeatures);
  const named: Readonly<Record<string, unknown>> = english;
  const own = tools.map(({ id, label }) => [id, label]);
  expect(own.map(([id]) => [id, named[`tool.${id}`]])).toEqual(own);
  for (const { id } of [...insertions, ...historyTools]) {
    expect(named[`tool.${id}`], id).toBeTypeOf("string");
  }
});

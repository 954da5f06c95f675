/** What stays in the toolbar where there is not room for everything. */

import { fittingGroups, toolbarGroups } from "@coscribe/client/internal/ui/toolbar/toolbar-layout";
import { describe, expect, it } from "vitest";

function shown(room: number, tool = 36, kind = 160, between = 14): string[] {
  return fittingGroups({ room, tool, kind, gap: 2, between }, () => true)
    .flat()
    .map(({ id }) => id);
}

describe("the tools that fit", () => {
  it("P210 everything is there on a wide screen, in its order", () => {
    expect(shown(1000)).toEqual(toolbarGroups.flat().map(({ id }) => id));
  });

  it("P210 on a phone lists, tasks and link stay, before underline and strike", () => {
    const onPhone = shown(344, 44, 58, 2);
    expect(onPhone).toEqual(["kind", "bold", "link", "bullet", "task", "insert", "more"]);
    const onSmallTablet = shown(560, 44, 58, 2);
    expect(onSmallTablet).toContain("undo");
    expect(onSmallTablet).not.toContain("strike");
  });

  it("P210 the menus stay even where there is no room at all", () => {
    expect(shown(10)).toEqual(["kind", "insert", "more"]);
  });

  it("P210 what is not there takes no room", () => {
    const groups = fittingGroups({ room: 1000, tool: 36, kind: 160, gap: 2, between: 14 }, (id) => {
      return id !== "color";
    });
    expect(groups.flat().map(({ id }) => id)).not.toContain("color");
  });
});

/**
 * Which tools stand in the toolbar, in which order, and which of them stay where there is not room for all:
 * the others go into the menu at its end.
 */

/** A place in the toolbar: a tool by its ID, or one of the menus. */
export interface ToolbarItem {
  readonly id: string;
  /** Those with a lower number stay longer. */
  readonly priority: number;
}

/** What stands together. */
export type ToolbarGroup = readonly ToolbarItem[];

/** How wide things are, in CSS pixels. */
export interface ToolbarMeasures {
  /** What there is. */
  readonly room: number;
  readonly tool: number;
  /** The menu of kinds. */
  readonly kind: number;
  /** What lies between two tools of a group. */
  readonly gap: number;
  /** What lies between two groups. */
  readonly between: number;
}

/** Everything, in the order in which it is shown. */
export const toolbarGroups: readonly ToolbarGroup[] = [
  [at("undo", 5), at("redo", 9)],
  [at("kind", 0)],
  [at("bold", 1), at("italic", 6), at("underline", 12), at("strike", 15), at("code", 13)],
  [at("link", 4), at("color", 10)],
  [at("bullet", 2), at("numbered", 8), at("task", 3)],
  [at("align", 14)],
  [at("outdent", 17), at("indent", 16)],
  [at("insert", 0), at("blockMenu", 11), at("more", 0)],
];

/** The groups with what there is room for. `isThere` says which items there are at all. */
export function fittingGroups(
  measures: ToolbarMeasures,
  isThere: (id: string) => boolean,
): readonly ToolbarGroup[] {
  const items = toolbarGroups.flat().filter(({ id }) => isThere(id));
  const byPriority = items.toSorted((a, b) => a.priority - b.priority);
  let shown = new Set<ToolbarItem>();
  for (const item of byPriority) {
    const more = new Set([...shown, item]);
    if (item.priority > 0 && widthOf(groupsOf(more), measures) > measures.room) break;
    shown = more;
  }
  return groupsOf(shown);
}

function groupsOf(shown: ReadonlySet<ToolbarItem>): readonly ToolbarGroup[] {
  return toolbarGroups
    .map((group) => group.filter((item) => shown.has(item)))
    .filter((group) => group.length > 0);
}

function widthOf(groups: readonly ToolbarGroup[], measures: ToolbarMeasures): number {
  const { tool, kind, gap, between } = measures;
  const items = groups.flat();
  const widths = items.reduce((sum, { id }) => sum + (id === "kind" ? kind : tool), 0);
  return widths + (items.length - groups.length) * gap + (groups.length - 1) * between;
}

function at(id: string, priority: number): ToolbarItem {
  return { id, priority };
}

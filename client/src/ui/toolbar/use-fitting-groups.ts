/** The tools that there is room for, also when the window changes. */

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { fittingGroups, toolbarGroups, type ToolbarGroup } from "./toolbar-layout.ts";

/** As in styles/toolbar.css. */
const gapPx = 2;

/** Of the toolbar in `ref`; `isThere` says which items there are at all. */
export function useFittingGroups(
  ref: RefObject<HTMLElement | null>,
  isThere: (id: string) => boolean,
): readonly ToolbarGroup[] {
  const [room, setRoom] = useState<number>();
  const [sizes, setSizes] = useState({ tool: 36, kind: 160, between: 12 });
  useLayoutEffect(() => {
    const toolbar = ref.current;
    if (toolbar === null) return undefined;
    const measure = (): void => {
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(toolbar);
      const padding = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd);
      setRoom(toolbar.clientWidth - padding);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(toolbar);
    return () => observer.disconnect();
  }, []);
  // What a tool takes depends on the device, and that of the kinds on the window as well.
  useLayoutEffect(() => {
    const widthOf = (id: string, otherwise: number): number =>
      ref.current?.querySelector<HTMLElement>(`[data-tool="${id}"]`)?.offsetWidth ?? otherwise;
    const next = {
      tool: widthOf("more", sizes.tool),
      kind: widthOf("kind", sizes.kind),
      between: betweenGroups(ref.current) ?? sizes.between,
    };
    const isSame = next.tool === sizes.tool && next.kind === sizes.kind;
    if (!isSame || next.between !== sizes.between) setSizes(next);
  });
  if (room === undefined) {
    return toolbarGroups
      .map((group) => group.filter(({ id, priority }) => priority === 0 && isThere(id)))
      .filter((group) => group.length > 0);
  }
  return fittingGroups({ ...sizes, room, gap: gapPx }, isThere);
}

/** What lies between two groups; undefined where there is one only. */
function betweenGroups(toolbar: HTMLElement | null): number | undefined {
  const second = toolbar?.querySelectorAll(".coscribe-tool-group")[1];
  if (second === undefined) return undefined;
  const { marginInlineStart, paddingInlineStart, borderInlineStartWidth } =
    getComputedStyle(second);
  return [marginInlineStart, paddingInlineStart, borderInlineStartWidth]
    .map((size) => Number.parseFloat(size) || 0)
    .reduce((sum, size) => sum + size, 0);
}

/** The tools that there is room for, also when the window changes. */

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { fittingGroups, toolbarGroups, type ToolbarGroup } from "./toolbar-layout.ts";

/** As in styles/toolbar.css. */
const gapPx = 2;
const betweenPx = 12;

/** Of the toolbar in `ref`; `isThere` says which items there are at all. */
export function useFittingGroups(
  ref: RefObject<HTMLElement | null>,
  isThere: (id: string) => boolean,
): readonly ToolbarGroup[] {
  const [room, setRoom] = useState<number>();
  const [sizes, setSizes] = useState({ tool: 36, kind: 160 });
  useLayoutEffect(() => {
    const toolbar = ref.current;
    if (toolbar === null) return undefined;
    const measure = (): void => {
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(toolbar);
      const padding = Number.parseFloat(paddingInlineStart) + Number.parseFloat(paddingInlineEnd);
      const width = (id: string, otherwise: number): number =>
        toolbar.querySelector<HTMLElement>(`[data-tool="${id}"]`)?.offsetWidth ?? otherwise;
      setRoom(toolbar.clientWidth - padding);
      setSizes({ tool: width("more", 36), kind: width("kind", 160) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(toolbar);
    return () => observer.disconnect();
  }, []);
  if (room === undefined) {
    return toolbarGroups
      .map((group) => group.filter(({ id, priority }) => priority === 0 && isThere(id)))
      .filter((group) => group.length > 0);
  }
  const measures = {
    room,
    tool: sizes.tool + gapPx,
    kind: sizes.kind + gapPx,
    between: betweenPx,
  };
  return fittingGroups(measures, isThere);
}

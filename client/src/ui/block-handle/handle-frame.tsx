/** Keeps the handle of a block beside it, also while the page scrolls. */

import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Editor } from "../../editor/index.ts";
import { isCell } from "../../editor/holder.ts";
import type { BlockSpot } from "./block-spot.ts";
import { handlePlace } from "./handle-place.ts";

/** Attributes of {@link HandleFrame}. */
export interface HandleFrameProps {
  readonly editor: Editor;
  readonly spot: BlockSpot;
  /** What is in it, where there is room for all of it or for the grip only. */
  readonly children: (isNarrow: boolean) => JSX.Element;
}

/** See the head of this file. */
export function HandleFrame(props: HandleFrameProps): JSX.Element {
  const { editor, spot } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isInCell = useMemo(() => {
    const { doc } = editor.view.state;
    return spot.pos <= doc.content.size && isCell(doc.resolve(spot.pos).parent);
  }, [spot]);
  const isNarrow = isInCell || handlePlace(editor.view, spot.dom, true).isNarrow;
  useLayoutEffect(() => {
    const put = (): void => {
      const box = frame.current;
      if (box === null) return;
      const { inlineStart, top, isHidden } = handlePlace(editor.view, spot.dom, !isNarrow);
      box.style.insetInlineStart = `${inlineStart}px`;
      box.style.top = `${top}px`;
      box.style.visibility = isHidden ? "hidden" : "visible";
    };
    put();
    addEventListener("scroll", put, { capture: true, passive: true });
    addEventListener("resize", put, { passive: true });
    return () => {
      removeEventListener("scroll", put, { capture: true });
      removeEventListener("resize", put);
    };
  }, [spot, isNarrow]);
  return (
    <div ref={frame} class="coscribe-handle">
      {props.children(isNarrow)}
    </div>
  );
}

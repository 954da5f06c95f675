/**
 * The handle beside the block that the mouse is at: "+" inserts below it and opens the menu of tools, the grip
 * is dragged, and opens the menu of the block when it is clicked. Fingers have a grip beside the block with the
 * caret. A key opens that menu for the block with the caret, so the handle itself is nothing that a keyboard has
 * to reach.
 */

import type { JSX, TargetedPointerEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { copyText } from "../parts/copy-text.ts";
import { isRightToLeft, type Anchor } from "../parts/place.ts";
import { Toast, type ToastMessage } from "../parts/toast.tsx";
import { idOfBlock, type BlockMarks } from "./block-marks.ts";
import { BlockMenu } from "./block-menu.tsx";
import { currentSpot, selectedSpot, type BlockSpot } from "./block-spot.ts";
import { dragBlock } from "./drag-block.ts";
import type { DropPlace } from "./drop-place.ts";
import { HandleButtons } from "./handle-buttons.tsx";
import { HandleFrame } from "./handle-frame.tsx";
import { menuKey } from "./menu-key.ts";
import { selectBlock } from "./select-block.ts";
import { TouchHandle } from "./touch-handle.tsx";
import { watchCaret } from "./watch-caret.ts";
import { watchPointer } from "./watch-pointer.ts";

/** Attributes of {@link BlockHandle}. */
export interface BlockHandleProps {
  readonly editor: Editor;
  readonly marks: BlockMarks;
  /** Opens the menu of tools at the caret. */
  readonly onInsert: () => void;
  /** The address of the block of this id; without it no menu offers one. */
  readonly linkOf: ((id: string) => string) | undefined;
  /** Called once with what opens the menu of the selected blocks. */
  readonly onReady?: (openMenu: () => void) => void;
}

/** See the head of this file. */
export function BlockHandle(props: BlockHandleProps): JSX.Element {
  const { editor, marks, linkOf } = props;
  const { view } = editor;
  const words = useWords();
  const [pointedSpot, setPointedSpot] = useState<BlockSpot>();
  const [caretSpot, setCaretSpot] = useState<BlockSpot>();
  /** The block under a finger, which stays the same wherever the caret goes meanwhile. */
  const [held, setHeld] = useState<BlockSpot>();
  const [menu, setMenu] = useState<OpenMenu>();
  const menuCount = useRef(0);
  const [place, setPlace] = useState<DropPlace>();
  const [message, setMessage] = useState<ToastMessage>();
  const hasDragged = useRef(false);
  const giveUp = useRef<() => void>(undefined);
  const touched = held ?? caretSpot;
  const spot = touched ?? pointedSpot;

  const openMenu = (at: BlockSpot | undefined): void => {
    if (at === undefined || editor.state.isReadOnly) return;
    selectBlock(editor, at.pos);
    const id = idOfBlock(view.state.doc, at.pos);
    if (id !== undefined) marks.set([id], "chosen");
    menuCount.current += 1;
    setMenu({ number: menuCount.current, anchor: startOf(view.dom, at.dom), id });
  };
  // A browser tells later that a menu has been closed, and the next one may be open by then.
  const closeMenu = (number: number): void => {
    if (number !== menuCount.current) return;
    marks.clear();
    setMenu(undefined);
  };
  const insertBelow = (at: BlockSpot): void => {
    selectBlock(editor, at.pos);
    const node = view.state.doc.nodeAt(at.pos);
    if (node?.isTextblock !== true || node.content.size > 0) editor.run({ type: "insertBelow" });
    editor.focus();
    props.onInsert();
  };
  const copyLink = async (id: string): Promise<void> => {
    const hasWorked = linkOf !== undefined && (await copyText(linkOf(id)));
    setMessage({ text: words.say(hasWorked ? "block.linkCopied" : "block.linkNotCopied") });
  };

  useEffect(() => watchPointer(view, setPointedSpot), [editor]);
  useEffect(() => watchCaret(editor, setCaretSpot), [editor]);
  useEffect(() => () => giveUp.current?.(), [editor]);
  const opening = useRef(openMenu);
  opening.current = openMenu;
  useEffect(() => {
    props.onReady?.(() => opening.current(selectedSpot(view)));
    return editor.attach(menuKey(() => opening.current(selectedSpot(view))));
  }, [editor]);

  const withSpot = (action: (at: BlockSpot) => void) => (): void => {
    const at = spot && currentSpot(view, spot);
    if (at !== undefined) action(at);
  };

  const press = (event: TargetedPointerEvent<HTMLButtonElement>): void => {
    hasDragged.current = false;
    const at = spot && currentSpot(view, spot);
    if (at === undefined || event.button !== 0 || !event.isPrimary) return;
    giveUp.current = dragBlock(event.currentTarget, event, {
      editor,
      marks,
      spot: at,
      onPlace: setPlace,
      onBegin: () => {
        hasDragged.current = true;
        if (touched !== undefined) setHeld(touched);
      },
      onEnd: () => setHeld(undefined),
    });
  };
  const click = withSpot((at) => {
    if (!hasDragged.current) openMenu(at);
  });

  return (
    <>
      {touched === undefined ? undefined : (
        <TouchHandle
          editor={editor}
          spot={touched}
          isHeld={held !== undefined}
          onPress={press}
          onClick={click}
        />
      )}
      {spot === undefined || touched !== undefined ? undefined : (
        <HandleFrame editor={editor} spot={spot}>
          {(isNarrow) => (
            <HandleButtons
              isNarrow={isNarrow}
              onInsert={withSpot(insertBelow)}
              onPress={press}
              onClick={click}
            />
          )}
        </HandleFrame>
      )}
      {place === undefined ? undefined : <DropLine place={place} />}
      {menu === undefined ? undefined : (
        <BlockMenu
          key={menu.number}
          editor={editor}
          anchor={menu.anchor}
          onCopyLink={copierOf(menu.id)}
          onClose={() => closeMenu(menu.number)}
        />
      )}
      <Toast message={message} onGone={() => setMessage(undefined)} />
    </>
  );

  function copierOf(id: string | undefined): (() => void) | undefined {
    return id === undefined || linkOf === undefined ? undefined : () => void copyLink(id);
  }
}

/** A menu that was opened for the block of an id. */
interface OpenMenu {
  /** Each has its own. */
  readonly number: number;
  readonly anchor: Anchor;
  readonly id: string | undefined;
}

function DropLine({ place }: { readonly place: DropPlace }): JSX.Element {
  const { top, left, width } = place.line;
  return (
    <div
      class="coscribe-drop-line"
      style={{ top: `${top}px`, left: `${left}px`, width: `${width}px` }}
    />
  );
}

const maxAnchorPx = 56;

/** The start of a block, where its menu opens. */
function startOf(text: HTMLElement, dom: HTMLElement): Anchor {
  return {
    getBoundingClientRect: () => {
      const { left, right, top, height } = dom.getBoundingClientRect();
      const isRtl = isRightToLeft(text);
      // Of a block of many lines the first ones: the menu is not to be out of sight.
      return new DOMRect(isRtl ? right - 1 : left, top, 1, Math.min(height, maxAnchorPx));
    },
  };
}

/** What can be done with a block, as a menu with further menus: what it becomes, and its colour. */

import { isColorName, type ColorName } from "@coscribe/shared/schema";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Editor } from "../../editor/index.ts";
import { ColorPalette, focusPalette } from "../color/color-palette.tsx";
import { useWords } from "../messages/use-words.ts";
import { focusMenu, Menu, type MenuItem } from "../parts/menu.tsx";
import { isRightToLeft, keepInPlace, type Anchor } from "../parts/place.ts";
import { itemOfTool } from "../toolbar/item-of-tool.ts";
import { isPossible, toolsIn, type ShownTool } from "../toolbar/tools.ts";

/** Attributes of {@link BlockMenu}. */
export interface BlockMenuProps {
  readonly editor: Editor;
  readonly anchor: Anchor;
  /** Copies the address of the block; undefined where it has none. */
  readonly onCopyLink: (() => void) | undefined;
  /** Called once it has closed, however that came about. */
  readonly onClose: () => void;
}

type Page = "main" | "kind" | "color";

/** Done with blocks, but not worth a line here: it is about letters. */
const notOfBlocks = ["clearFormatting"];

/** See the head of this file. It is shown as long as it is rendered, for the blocks that are selected. */
export function BlockMenu(props: BlockMenuProps): JSX.Element {
  const { editor, anchor, onClose } = props;
  const words = useWords();
  const panel = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<Page>("main");
  const [summary] = useState(() => editor.state);

  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null) return undefined;
    box.showPopover();
    return keepInPlace(box, anchor, "start", () => focusMenu(box));
  }, []);
  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null || getComputedStyle(box).visibility !== "visible") return;
    if (page === "color") focusPalette(box);
    else focusMenu(box);
  }, [page]);

  const close = (): void => {
    panel.current?.hidePopover();
    editor.focus();
  };
  const use = (id: string): void => {
    close();
    editor.use(id);
  };
  const choose = (id: string): void => {
    if (id === "kind" || id === "color") setPage(id);
    else if (id === "copyLink") {
      props.onCopyLink?.();
      close();
    } else use(id);
  };
  const tint = (color: ColorName | undefined): void => {
    close();
    editor.run({ type: "setTint", tint: color ?? "" });
  };
  const handleKey = (event: KeyboardEvent): void => {
    const isRtl = panel.current !== null && isRightToLeft(panel.current);
    const [forward, back] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const { id } = (event.target as HTMLElement).dataset;
    if (page === "main" && event.key === forward && (id === "kind" || id === "color")) setPage(id);
    else if (page === "kind" && event.key === back) setPage("main");
    else if (page !== "main" && event.key === "Escape") setPage("main");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const itemOf = (tool: ShownTool): MenuItem => itemOfTool(words, tool, summary);
  const isText = summary.kind !== undefined;
  const mainItems: readonly MenuItem[] = [
    ...(isText
      ? [
          { id: "kind", label: words.say("block.turnInto"), icon: "replace", hasMenu: true },
          { id: "color", label: words.say("block.color"), icon: "palette", hasMenu: true },
        ]
      : []),
    ...(props.onCopyLink === undefined
      ? []
      : [{ id: "copyLink", label: words.say("block.copyLink"), icon: "link" }]),
    ...toolsIn(editor.tools, "block")
      .filter((tool) => !notOfBlocks.includes(tool.id) && isPossible(tool, summary))
      .map(itemOf),
  ];

  return (
    <div
      ref={panel}
      class="coscribe-popover coscribe-menu-panel coscribe-block-menu"
      popover="auto"
      onKeyDown={handleKey}
      onToggle={(event) => {
        if (event.newState === "closed") onClose();
      }}
    >
      {page === "main" ? (
        <Menu label={words.say("block.menu")} items={mainItems} onChoose={choose} />
      ) : undefined}
      {page === "kind" ? (
        <Menu
          label={words.say("block.turnInto")}
          items={toolsIn(editor.tools, "kind", "frame").map(itemOf)}
          onChoose={use}
        />
      ) : undefined}
      {page === "color" ? (
        <ColorPalette
          label={words.say("block.color")}
          groups={[
            {
              title: words.say("color.tint"),
              of: "tint",
              chosen: isColorName(summary.tint) ? summary.tint : undefined,
              onChoose: tint,
            },
          ]}
        />
      ) : undefined}
    </div>
  );
}

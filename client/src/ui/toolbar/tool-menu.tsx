/**
 * A tool that opens a menu of tools. With the keyboard the focus moves into the menu; with a pointer
 * it stays in the text, as for every tool.
 */

import type { ComponentChildren, JSX } from "preact";
import type { EditorSummary } from "../../editor/index.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useWords, type InterfaceWords } from "../messages/use-words.ts";
import { focusMenu, Menu, type MenuItem } from "../parts/menu.tsx";
import { usePopover } from "../parts/use-popover.ts";
import { ToolButton } from "./tool-button.tsx";
import { isOn, labelOf, type ShownTool } from "./tools.ts";

/** Attributes of {@link ToolMenu}. */
export interface ToolMenuProps {
  readonly tool: string;
  readonly label: string;
  /** What the button shows. */
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly tools: readonly ShownTool[];
  /** Tells which of the tools is on. */
  readonly summary: EditorSummary | undefined;
  readonly isPossible: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (tool: ShownTool) => void;
}

/** See the head of this file. */
export function ToolMenu(props: ToolMenuProps): JSX.Element {
  const words = useWords();
  const popover = usePopover("start");
  const isByKeyboard = useRef(false);

  // With the drawing: the next key is meant for the menu.
  useLayoutEffect(() => {
    const panel = popover.panel.ref.current;
    if (popover.isOpen && isByKeyboard.current && panel !== null) focusMenu(panel);
  }, [popover.isOpen]);

  const openWithArrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || !props.isPossible) return;
    event.preventDefault();
    isByKeyboard.current = true;
    popover.open();
  };
  const choose = (id: string): void => {
    popover.close();
    const tool = props.tools.find((candidate) => candidate.id === id);
    if (tool !== undefined) props.onChoose(tool);
  };

  return (
    <>
      <ToolButton
        tool={props.tool}
        label={props.label}
        isPossible={props.isPossible}
        isTabStop={props.isTabStop}
        class={props.class}
        onPress={(event) => {
          isByKeyboard.current = event.detail === 0;
        }}
        attributes={{
          ...popover.button,
          "aria-haspopup": "menu",
          onKeyDown: openWithArrow,
        }}
      >
        {props.children}
      </ToolButton>
      <div {...popover.panel} class="coscribe-popover coscribe-menu-panel">
        <Menu
          label={props.label}
          items={props.tools.map((tool) => menuItem(words, tool, props.summary))}
          onChoose={choose}
        />
      </div>
    </>
  );
}

function menuItem(
  words: InterfaceWords,
  tool: ShownTool,
  summary: EditorSummary | undefined,
): MenuItem {
  const { id, icon, keys } = tool;
  const shortcut = keys?.[0];
  return {
    id,
    label: labelOf(words, tool),
    icon,
    ...(shortcut !== undefined && { shortcut }),
    ...(tool.isOn !== undefined && { isChecked: isOn(tool, summary) }),
  };
}

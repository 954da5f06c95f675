/** A tool that opens a menu of tools. */

import type { ComponentChildren, JSX } from "preact";
import type { EditorSummary } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { focusMenu, Menu } from "../parts/menu.tsx";
import { itemOfTool } from "./item-of-tool.ts";
import { ToolPopover } from "./tool-popover.tsx";
import type { ShownTool } from "./tools.ts";

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
  const { tools, summary, onChoose } = props;
  const choose = (id: string): void => {
    const tool = tools.find((candidate) => candidate.id === id);
    if (tool !== undefined) onChoose(tool);
  };
  return (
    <ToolPopover
      tool={props.tool}
      label={props.label}
      class={props.class}
      isPossible={props.isPossible}
      isTabStop={props.isTabStop}
      focus={focusMenu}
      content={(close) => (
        <Menu
          label={props.label}
          items={tools.map((tool) => itemOfTool(words, tool, summary))}
          onChoose={(id) => {
            close();
            choose(id);
          }}
        />
      )}
    >
      {props.children}
    </ToolPopover>
  );
}

/** One place in the toolbar: a tool, or one of the menus. */

import type { JSX } from "preact";
import type { Editor, EditorSummary, Tool } from "../../editor/index.ts";
import { ColorTool } from "../color/color-tool.tsx";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { KindMenu } from "./kind-menu.tsx";
import { ToolButton } from "./tool-button.tsx";
import { ToolMenu } from "./tool-menu.tsx";
import { isOn, isPossible, labelOf, takesMarks, toolsIn, type ShownTool } from "./tools.ts";

/** Attributes of {@link ToolbarItem}. */
export interface ToolbarItemProps {
  /** As in toolbar-layout.ts. */
  readonly id: string;
  readonly editor: Editor | undefined;
  readonly summary: EditorSummary | undefined;
  readonly isEditable: boolean;
  readonly isTabStop: boolean;
  /** The tool of this id; undefined for a menu, and before there is an editor. */
  readonly tool: ShownTool | undefined;
  /** What is in the menu at the end. */
  readonly rest: readonly ShownTool[];
  readonly insertions: readonly ShownTool[];
  /** `leadsBack`: the focus belongs into the text afterwards. */
  readonly onUse: (tool: ShownTool, leadsBack: boolean) => void;
}

/** See the head of this file. */
export function ToolbarItem(props: ToolbarItemProps): JSX.Element | null {
  const { id, editor, summary, isEditable, isTabStop, onUse } = props;
  const words = useWords();
  const tools = editor?.tools ?? [];
  const shared = {
    tool: id,
    summary,
    isPossible: isEditable,
    isTabStop,
    onChoose: (tool: ShownTool) => onUse(tool, true),
  };
  switch (id) {
    case "kind":
      return <KindMenu {...shared} tools={toolsIn(tools, "kind", "frame")} />;
    case "color": {
      const canColor = isEditable && summary !== undefined && takesMarks(summary);
      return <ColorTool editor={editor} isPossible={canColor} isTabStop={isTabStop} />;
    }
    case "align":
      return (
        <ToolMenu {...shared} label={words.say("toolbar.align")} tools={toolsIn(tools, "align")}>
          <Icon name={alignmentIcon(tools, summary)} />
        </ToolMenu>
      );
    case "insert":
      return (
        <ToolMenu
          {...shared}
          label={words.say("toolbar.insert")}
          tools={[...toolsIn(tools, "insert"), ...props.insertions]}
        >
          <Icon name="plus" />
        </ToolMenu>
      );
    case "more":
      return (
        <ToolMenu
          {...shared}
          label={words.say("toolbar.more")}
          tools={props.rest.filter((tool) => isPossible(tool, summary))}
        >
          <Icon name="ellipsis" />
        </ToolMenu>
      );
    default:
      return <PlainTool {...props} />;
  }
}

function PlainTool(props: ToolbarItemProps): JSX.Element | null {
  const { id, tool, summary, isEditable, isTabStop, onUse } = props;
  const words = useWords();
  if (tool === undefined) return null;
  return (
    <ToolButton
      tool={id}
      label={labelOf(words, tool)}
      shortcut={tool.keys?.[0]}
      isPossible={isEditable && isPossible(tool, summary)}
      isTabStop={isTabStop}
      onPress={(event) => onUse(tool, event.detail > 0)}
      attributes={{
        ...(tool.isOn !== undefined && { "aria-pressed": isOn(tool, summary) }),
        ...(id === "link" && { "aria-haspopup": "dialog" as const }),
      }}
    >
      <Icon name={tool.icon} />
    </ToolButton>
  );
}

/** That of the alignment which is on. */
function alignmentIcon(tools: readonly Tool[], summary: EditorSummary | undefined): string {
  const align = toolsIn(tools, "align").find((tool) => isOn(tool, summary));
  return align?.icon ?? "textAlignStart";
}

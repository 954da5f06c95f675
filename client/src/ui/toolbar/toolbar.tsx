/**
 * The formatting toolbar: one stop in the tab order, arrow keys inside, Escape back to the text
 * (ARIA Authoring Practices, toolbar). What there is no room for is in the menu at its end.
 */

import type { Editor, EditorSummary, Tool } from "../../editor/index.ts";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { ToolbarItem } from "./toolbar-item.tsx";
import { historyTools, runTool, takesMarks, toolsIn, type ShownTool } from "./tools.ts";
import { useFittingGroups } from "./use-fitting-groups.ts";
import { useRovingFocus } from "./use-roving-focus.ts";

/** Attributes of {@link Toolbar}. */
export interface ToolbarProps {
  /** Undefined until the editor stands; every tool waits for it. */
  readonly editor: Editor | undefined;
  readonly summary: EditorSummary | undefined;
  readonly isEditable: boolean;
  /** The ID of the text that is formatted, if it has one. */
  readonly controls?: string;
  readonly onEditLink: () => void;
  /** Something to insert that is no tool of a feature, since it asks first; none by default. */
  readonly insertions?: readonly ShownTool[];
  readonly onInsert?: (tool: ShownTool) => void;
  /** Opens the menu of the block with the caret: fingers have no handle to tap. */
  readonly onBlockMenu?: () => void;
}

/** Only in the menu at the end: the colours have a menu of their own, which has this one. */
const notInMore = ["highlight"];

/** See the head of this file. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  const { editor, summary, isEditable, insertions = [] } = props;
  const words = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const [tabStop, setTabStop] = useState("undo");
  const roving = useRovingFocus(() => editor?.focus(), setTabStop);

  const tools = editor?.tools ?? [];
  const hasTouch = useState(() => matchMedia("(pointer: coarse)").matches)[0];
  const blockMenu = hasTouch && props.onBlockMenu !== undefined ? [blockMenuTool] : [];
  const all: readonly ShownTool[] = [...blockMenu, ...historyTools, linkTool, ...tools];
  const menus = ["kind", "color", "align", "insert", "more"];
  const isThere = (id: string): boolean =>
    menus.includes(id) || all.some((tool) => tool.id === id) || editor === undefined;
  const groups = useFittingGroups(bar, isThere);
  const shown = groups.flat().map(({ id }) => id);
  // The tab key always leads into the toolbar, also when the tool that had the focus is gone.
  const stop = shown.includes(tabStop) ? tabStop : (shown[0] ?? "");

  const run = (tool: ShownTool, leadsBack: boolean): void => {
    if (editor === undefined) return;
    if (tool.id === linkTool.id) props.onEditLink();
    else if (tool.id === blockMenuTool.id) props.onBlockMenu?.();
    else if (insertions.includes(tool)) props.onInsert?.(tool);
    else {
      runTool(editor, tool.id);
      if (leadsBack) editor.focus();
    }
  };

  return (
    <div
      ref={bar}
      class="coscribe-toolbar"
      role="toolbar"
      aria-label={words.say("toolbar.label")}
      aria-controls={props.controls}
      {...roving}
    >
      {groups.map((group) => (
        <div key={group[0]?.id} class="coscribe-tool-group">
          {group.map(({ id }) => (
            <ToolbarItem
              key={id}
              id={id}
              editor={editor}
              summary={summary}
              isEditable={isEditable}
              isTabStop={stop === id}
              tool={all.find((tool) => tool.id === id)}
              rest={restOf(all, tools, shown)}
              insertions={insertions}
              onUse={run}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

const linkTool: ShownTool = {
  id: "link",
  icon: "link",
  keys: ["Mod-k"],
  isOn: (summary) => summary.link !== undefined,
  isPossible: takesMarks,
};

const blockMenuTool: ShownTool = { id: "blockMenu", icon: "gripVertical" };

/** What has no place of its own in the toolbar, or not enough room there now. */
function restOf(
  all: readonly ShownTool[],
  tools: readonly Tool[],
  shown: readonly string[],
): readonly ShownTool[] {
  const inMenus = toolsIn(
    tools,
    "kind",
    "frame",
    "insert",
    ...(shown.includes("align") ? (["align"] as const) : []),
  );
  const isList = (id: string): boolean => ["bullet", "numbered", "task"].includes(id);
  return all.filter(
    (tool) =>
      !shown.includes(tool.id) &&
      !notInMore.includes(tool.id) &&
      (isList(tool.id) || !inMenus.some(({ id }) => id === tool.id)),
  );
}

/** Gives the focus to the tool that had it last, of the toolbar in `root` that is nearest to the text. */
export function focusToolbar(root: ParentNode): void {
  const near = [...root.querySelectorAll<HTMLElement>(".coscribe-floating")].find(
    (toolbar) => !toolbar.contains(document.activeElement),
  );
  const toolbar = near ?? root.querySelector(".coscribe-toolbar");
  toolbar?.querySelector<HTMLElement>('[data-tool][tabindex="0"]')?.focus();
}

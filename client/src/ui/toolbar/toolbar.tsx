/**
 * The formatting toolbar: one stop in the tab order, arrow keys inside, Escape back to the text
 * (ARIA Authoring Practices, toolbar).
 */

import type { Editor, EditorSummary } from "../../editor/index.ts";
import type { ComponentChildren, JSX, TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { toolAttribute, toolToFocus } from "./roving-focus.ts";
import { ToolButton } from "./tool-button.tsx";
import { ToolMenu } from "./tool-menu.tsx";
import {
  blockTools,
  historyTools,
  indentTools,
  insertTools,
  isOn,
  isPossible,
  kindTools,
  labelOf,
  markTools,
  takesMarks,
  type Tool,
} from "./tools.ts";

/** Attributes of {@link Toolbar}. */
export interface ToolbarProps {
  /** Undefined until the editor stands; every tool waits for it. */
  readonly editor: Editor | undefined;
  readonly summary: EditorSummary | undefined;
  readonly isEditable: boolean;
  /** The ID of the text that is formatted, if it has one. */
  readonly controls?: string;
  readonly onEditLink: () => void;
}

/** See the head of this file. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  const { editor, summary, isEditable } = props;
  const words = useWords();
  const [tabStop, setTabStop] = useState("undo");

  const run = (tool: Tool, leadsBack: boolean): void => {
    editor?.run(tool.command);
    if (leadsBack) editor?.focus();
  };
  const handleKey = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const isOnTool = event.target instanceof Element && event.target.hasAttribute(toolAttribute);
    if (event.key === "Escape" && isOnTool) editor?.focus();
    const next = toolToFocus(event.currentTarget, event);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  const rememberTabStop = (event: FocusEvent): void => {
    const id = event.target instanceof Element ? event.target.getAttribute(toolAttribute) : null;
    if (id !== null) setTabStop(id);
  };

  const button = (tool: Tool): JSX.Element => (
    <ToolButton
      key={tool.id}
      tool={tool.id}
      label={labelOf(words, tool)}
      shortcut={tool.shortcut}
      isPossible={isEditable && isPossible(tool, summary)}
      isTabStop={tabStop === tool.id}
      onPress={(event) => run(tool, event.detail > 0)}
      attributes={tool.isOn === undefined ? {} : { "aria-pressed": isOn(tool, summary) }}
    >
      <Icon name={tool.icon} />
    </ToolButton>
  );
  const kind = kindTools.find((tool) => isOn(tool, summary));
  const kindLabel =
    kind === undefined
      ? words.say(summary === undefined ? "tool.paragraph" : "toolbar.noKind")
      : labelOf(words, kind);

  return (
    <div
      class="coscribe-toolbar"
      role="toolbar"
      aria-label={words.say("toolbar.label")}
      aria-controls={props.controls}
      onKeyDown={handleKey}
      onFocusIn={rememberTabStop}
    >
      <Group>{historyTools.map(button)}</Group>
      <Group>
        <ToolMenu
          tool="kind"
          label={words.say("toolbar.kind", { kind: kindLabel })}
          class="coscribe-tool-kind"
          tools={kindTools}
          summary={summary}
          isPossible={isEditable && summary?.kind !== undefined}
          isTabStop={tabStop === "kind"}
          onChoose={(tool) => run(tool, true)}
        >
          <Icon name={kind?.icon ?? "pilcrow"} />
          <span class="coscribe-tool-text">{kindLabel}</span>
          <Icon name="chevronDown" />
        </ToolMenu>
      </Group>
      <Group>
        {markTools.map(button)}
        <ToolButton
          tool="link"
          label={words.say("tool.link")}
          shortcut="Mod-K"
          isPossible={isEditable && (summary === undefined || takesMarks(summary))}
          isTabStop={tabStop === "link"}
          onPress={props.onEditLink}
          attributes={{ "aria-pressed": summary?.link !== undefined, "aria-haspopup": "dialog" }}
        >
          <Icon name="link" />
        </ToolButton>
      </Group>
      <Group>{indentTools.map(button)}</Group>
      <Group>
        {insertTools.map(button)}
        <ToolMenu
          tool="more"
          label={words.say("toolbar.more")}
          tools={blockTools}
          summary={summary}
          isPossible={isEditable}
          isTabStop={tabStop === "more"}
          onChoose={(tool) => run(tool, true)}
        >
          <Icon name="ellipsis" />
        </ToolMenu>
      </Group>
    </div>
  );
}

/** Gives the focus to the tool that had it last, of the toolbar in `root`. */
export function focusToolbar(root: ParentNode): void {
  root.querySelector<HTMLElement>(`.coscribe-toolbar [${toolAttribute}][tabindex="0"]`)?.focus();
}

function Group({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="coscribe-tool-group">{children}</div>;
}

/** The tool that shows what a block is, and makes it something else. */

import type { JSX } from "preact";
import type { EditorSummary, Tool } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { ToolMenu } from "./tool-menu.tsx";
import { isOn, labelOf, type ShownTool } from "./tools.ts";

/** Attributes of {@link KindMenu}. */
export interface KindMenuProps {
  /** Kinds, and what stands around blocks. */
  readonly tools: readonly Tool[];
  readonly summary: EditorSummary | undefined;
  readonly isPossible: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (tool: ShownTool) => void;
}

/** See the head of this file. */
export function KindMenu(props: KindMenuProps): JSX.Element {
  const { tools, summary, isPossible } = props;
  const words = useWords();
  const kind = shownTool(tools, summary);
  const label =
    kind === undefined
      ? words.say(summary === undefined ? "tool.paragraph" : "toolbar.noKind")
      : labelOf(words, kind);
  return (
    <ToolMenu
      tool="kind"
      label={words.say("toolbar.kind", { kind: label })}
      class="coscribe-tool-kind"
      tools={tools}
      summary={summary}
      isPossible={isPossible && summary?.kind !== undefined}
      isTabStop={props.isTabStop}
      onChoose={props.onChoose}
    >
      <Icon name={kind?.icon ?? "pilcrow"} />
      <span class="coscribe-tool-text">{label}</span>
      <Icon name="chevronDown" />
    </ToolMenu>
  );
}

/** What the block is; of a paragraph in a quotation or callout, that. */
function shownTool(tools: readonly Tool[], summary: EditorSummary | undefined): Tool | undefined {
  const onOf = (group: Tool["group"]): Tool | undefined =>
    tools.find((tool) => tool.group === group && isOn(tool, summary));
  const frame = summary?.kind === "paragraph" ? onOf("frame") : undefined;
  return frame ?? onOf("kind");
}

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
  const kind = tools.find((tool) => tool.group === "kind" && isOn(tool, summary));
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

/** The tools as a menu that "/" opens. */

import type { Editor, Tool, ToolGroup } from "../../editor/index.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import { ranked } from "../search/ranked.ts";
import { isOn, isPossible, labelOf, type ShownTool } from "../toolbar/tools.ts";
import type { Choice, ChoiceGroup, TypedSource } from "./choice.ts";
import { withUsed, type RecentTools } from "./recent-tools.ts";

/** Something that is no tool of a feature, since it asks first: an emoji, a mention. */
export interface ToolAction extends ShownTool {
  /** What was typed to find it is gone by then. */
  readonly run: () => void;
}

/** What the menu of tools needs. */
export interface ToolSourceOptions {
  readonly editor: Editor;
  readonly words: InterfaceWords;
  readonly recent: RecentTools;
  readonly actions: readonly ToolAction[];
}

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly keywords: string;
  readonly tool: ShownTool;
  readonly group: ToolGroup;
}

const groupTitles = [
  ["typed.kind", ["kind"]],
  ["typed.insert", ["insert"]],
  ["typed.frame", ["frame"]],
] as const;

/** Only for whoever looks for them: an empty line has no words to align. */
const searchedGroups: readonly ToolGroup[] = ["kind", "insert", "frame", "align"];

/** See the head of this file. */
export function toolSource(options: ToolSourceOptions): TypedSource {
  const { editor, words, recent, actions } = options;
  const entries = entriesOf(options);
  return {
    sign: "/",
    minLength: 0,
    hasSpaces: true,
    tellsNothing: true,
    label: words.say("typed.tools"),
    search: (query) => {
      const possible = entries.filter(({ tool }) => isPossible(tool, editor.state));
      if (query.trim() !== "") return [{ choices: ranked(possible, query).map(choiceOf) }];
      return withoutQuery(words, recent.read(), possible);
    },
    choose: (id, typed) => {
      recent.write(withUsed(recent.read(), id));
      const action = actions.find((candidate) => candidate.id === id);
      const tool = entries.find((entry) => entry.id === id)?.tool;
      // Whoever chooses what the line is already does not want it to be something else.
      const isSo = tool !== undefined && isOn(tool, editor.state);
      if (action === undefined && !isSo) {
        editor.use(id, typed);
        return;
      }
      editor.run({ type: "insertText", text: "", instead: typed });
      action?.run();
    },
  };
}

function withoutQuery(
  words: InterfaceWords,
  recent: readonly string[],
  entries: readonly Entry[],
): readonly ChoiceGroup[] {
  const used = recent.flatMap((id) => entries.filter((entry) => entry.id === id));
  const groups = groupTitles.map(([title, names]): ChoiceGroup => {
    const inGroup = entries.filter(
      ({ group, id }) => (names as readonly ToolGroup[]).includes(group) && !isRare(id),
    );
    return { title: words.say(title), choices: inGroup.map(choiceOf) };
  });
  const first = { title: words.say("typed.recent"), choices: used.map(choiceOf) };
  return [first, ...groups].filter(({ choices }) => choices.length > 0);
}

/** Found when it is looked for; a list that is read has to be short. */
function isRare(id: string): boolean {
  return /^heading[4-6]$/.test(id);
}

function entriesOf({ editor, words, actions }: ToolSourceOptions): readonly Entry[] {
  const entry = (tool: ShownTool, group: ToolGroup): Entry => ({
    id: tool.id,
    label: labelOf(words, tool),
    // Its English name finds it in every language.
    keywords: [tool.keywords, tool.label, tool.id].join(" "),
    tool,
    group,
  });
  const offered = (tool: Tool): boolean => searchedGroups.includes(tool.group);
  return [
    ...editor.tools.filter(offered).map((tool) => entry(tool, tool.group)),
    ...actions.map((action) => entry(action, "insert")),
  ];
}

function choiceOf({ id, label, tool }: Entry): Choice {
  const hint = tool.typed?.trim();
  return { id, label, icon: { name: tool.icon }, ...(hint && { hint }) };
}

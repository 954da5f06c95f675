/** The tool that gives the selected text a colour, or one behind it. */

import { isColorName, type ColorName } from "@coscribe/shared/schema";
import type { JSX } from "preact";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { ToolPopover } from "../toolbar/tool-popover.tsx";
import { ColorPalette, focusPalette } from "./color-palette.tsx";

/** Attributes of {@link ColorTool}. */
export interface ColorToolProps {
  readonly editor: Editor | undefined;
  readonly isPossible: boolean;
  readonly isTabStop: boolean;
}

/** See the head of this file. */
export function ColorTool({ editor, isPossible, isTabStop }: ColorToolProps): JSX.Element {
  const words = useWords();
  const choose = (mark: "color" | "highlight", color: ColorName | undefined): void => {
    editor?.run({ type: "setColor", mark, ...(color !== undefined && { color }) });
    editor?.focus();
  };
  return (
    <ToolPopover
      tool="color"
      label={words.say("toolbar.color")}
      isPossible={isPossible}
      isTabStop={isTabStop}
      focus={focusPalette}
      content={(close) => (
        <ColorPalette
          label={words.say("toolbar.color")}
          groups={(["color", "highlight"] as const).map((mark) => ({
            title: words.say(mark === "color" ? "color.text" : "color.highlight"),
            of: mark === "color" ? ("text" as const) : mark,
            chosen: editor && colorAt(editor, mark),
            onChoose: (color) => {
              close();
              choose(mark, color);
            },
          }))}
        />
      )}
    >
      <Icon name="palette" />
    </ToolPopover>
  );
}

/** The colour at the caret, or where the selection begins. */
function colorAt({ view }: Editor, name: "color" | "highlight"): ColorName | undefined {
  const { selection, storedMarks } = view.state;
  const { $from, empty } = selection;
  const marks = empty ? (storedMarks ?? $from.marks()) : ($from.nodeAfter?.marks ?? []);
  const color: unknown = marks.find((mark) => mark.type.name === name)?.attrs["color"];
  return isColorName(color) ? color : undefined;
}

/**
 * The tools for selected text, beside it: above it, and below it where fingers selected it, since the
 * system's own menu is above. It never lies on the selection. Alt-F10 leads into it, Escape closes it.
 */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Editor, EditorSummary } from "../../editor/index.ts";
import { ColorTool } from "../color/color-tool.tsx";
import { useWords } from "../messages/use-words.ts";
import { Icon } from "../parts/icon.tsx";
import { keepInPlace } from "../parts/place.ts";
import { coveredAbove, placeOfText } from "../parts/text-place.ts";
import { useObserved } from "../parts/use-observed.ts";
import { KindMenu } from "../toolbar/kind-menu.tsx";
import { ToolButton } from "../toolbar/tool-button.tsx";
import { isOn, isPossible, labelOf, runTool, takesMarks, toolsIn } from "../toolbar/tools.ts";
import { useRovingFocus } from "../toolbar/use-roving-focus.ts";
import { watchSelection, type SelectedBy } from "./watch-selection.ts";

/** Attributes of {@link BubbleToolbar}. */
export interface BubbleToolbarProps {
  readonly editor: Editor;
  readonly onEditLink: () => void;
  /** More tools, such as one that begins a comment: elements with the attribute `data-tool`. */
  readonly children?: ComponentChildren;
}

/** The marks that have a button here, the first ones also on a phone; all others are in the toolbar. */
const shownMarks = ["bold", "italic", "underline", "strike", "code"];
const shownOnPhones = 3;
const isPhone = "(max-width: 28rem)";

/** See the head of this file. */
export function BubbleToolbar(props: BubbleToolbarProps): JSX.Element | null {
  const { editor } = props;
  const [by, setBy] = useState<SelectedBy>();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      watchSelection(editor, {
        onSelected: setBy,
        hasFocus: () => panel.current?.contains(document.activeElement) === true,
      }),
    [editor],
  );
  return by === undefined ? null : <Bubble {...props} by={by} panel={panel} />;
}

function Bubble(
  props: BubbleToolbarProps & {
    readonly by: SelectedBy;
    readonly panel: { current: HTMLDivElement | null };
  },
): JSX.Element {
  const { editor, by, panel } = props;
  const words = useWords();
  const [tabStop, setTabStop] = useState("bold");
  const roving = useRovingFocus(() => editor.focus(), setTabStop);
  const summary = useObserved(
    editor,
    (source, listener) => source.onChange(listener),
    (source): EditorSummary => source.state,
  );

  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null) return undefined;
    box.showPopover();
    const { view } = editor;
    return keepInPlace(
      box,
      placeOfText(view, () => view.state.selection),
      "center",
      undefined,
      { side: by === "touch" ? "bottom" : "top", coveredAbove: () => coveredAbove(view) - 24 },
    );
  }, [by]);

  const [count] = useState(() => (matchMedia(isPhone).matches ? shownOnPhones : shownMarks.length));
  const marks = shownMarks
    .slice(0, count)
    .flatMap((id) => editor.tools.filter((tool) => tool.id === id));
  return (
    <div
      ref={panel}
      class="coscribe-popover coscribe-floating coscribe-bubble"
      popover="manual"
      role="toolbar"
      aria-label={words.say("bubble.label")}
      {...roving}
    >
      <div class="coscribe-tool-group">
        {marks.map((tool) => (
          <ToolButton
            key={tool.id}
            tool={tool.id}
            label={labelOf(words, tool)}
            shortcut={tool.keys?.[0]}
            isPossible={isPossible(tool, summary)}
            isTabStop={tabStop === tool.id}
            onPress={(event) => {
              runTool(editor, tool.id);
              if (event.detail > 0) editor.focus();
            }}
            attributes={{ "aria-pressed": isOn(tool, summary) }}
          >
            <Icon name={tool.icon} />
          </ToolButton>
        ))}
      </div>
      <div class="coscribe-tool-group">
        <ToolButton
          tool="link"
          label={words.say("tool.link")}
          shortcut="Mod-k"
          isPossible={takesMarks(summary)}
          isTabStop={tabStop === "link"}
          onPress={props.onEditLink}
          attributes={{ "aria-pressed": summary.link !== undefined, "aria-haspopup": "dialog" }}
        >
          <Icon name="link" />
        </ToolButton>
        <ColorTool
          editor={editor}
          isPossible={takesMarks(summary)}
          isTabStop={tabStop === "color"}
        />
      </div>
      <div class="coscribe-tool-group">
        <KindMenu
          tools={toolsIn(editor.tools, "kind", "frame")}
          summary={summary}
          isPossible
          isTabStop={tabStop === "kind"}
          onChoose={(tool) => {
            runTool(editor, tool.id);
            editor.focus();
          }}
        />
        {props.children}
      </div>
    </div>
  );
}

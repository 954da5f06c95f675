/**
 * The menu that a sign in the text opens: a list beside the caret, while the focus stays in the text (ARIA
 * Authoring Practices, combobox with a list). Arrows, Enter and Tab are its keys, Escape closes it, and
 * everything else goes on being typed.
 */

import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Editor } from "../../editor/index.ts";
import { useWords } from "../messages/use-words.ts";
import { keepInPlace } from "../parts/place.ts";
import { placeOfText } from "../parts/text-place.ts";
import type { ChoiceGroup, TypedSource } from "./choice.ts";
import { ChoiceList } from "./choice-list.tsx";
import { tellOfList } from "./list-of-textbox.ts";
import { watchTyping, type TypedNow, type Typing } from "./typing.ts";
import { useShown, type Shown } from "./use-shown.ts";

/** Attributes of {@link TypedMenu}. */
export interface TypedMenuProps {
  readonly editor: Editor;
  /** The same list as long as they are the same. */
  readonly sources: readonly TypedSource[];
  /** Called once with what writes a sign as if it had been typed. */
  readonly onReady?: (begin: (sign: string) => void) => void;
}

/** See the head of this file. */
export function TypedMenu({ editor, sources, onReady }: TypedMenuProps): JSX.Element | null {
  const [now, setNow] = useState<TypedNow<TypedSource>>();
  const shown = useShown(now);
  const [active, setActive] = useState(0);
  const typing = useRef<Typing>(undefined);
  // What keys do is asked for by the editor, between two drawings.
  const state = useRef({ shown, active });
  state.current = { shown, active };

  const choose = (id: string): void => {
    if (now === undefined) return;
    typing.current?.end();
    now.source.choose(id, now.typed);
  };
  const choosing = useRef(choose);
  choosing.current = choose;

  useEffect(() => {
    const watched: Typing = watchTyping(editor, sources, {
      onTyped: setNow,
      onKey: (event) => {
        const { shown: open, active: at } = state.current;
        return (
          open !== undefined && handleKey(event, open, at, setActive, choosing.current, watched)
        );
      },
      onText: (text) => {
        const { shown: open } = state.current;
        if (open === undefined || text !== open.source.sign) return false;
        const id = open.source.named?.(open.typed.query);
        if (id !== undefined) choosing.current(id);
        return id !== undefined;
      },
    });
    typing.current = watched;
    onReady?.(watched.begin);
    return watched.stop;
  }, [editor, sources]);
  // The likeliest is chosen anew with each letter.
  useLayoutEffect(() => setActive(0), [now?.typed.query, shown?.groups]);

  const count = shown === undefined ? 0 : countOf(shown.groups);
  // Whoever types several words of which nothing has the name is writing, and not looking for a tool.
  const isWriting = count === 0 && shown !== undefined && /\s/.test(shown.typed.query);
  useEffect(() => {
    if (isWriting) typing.current?.end();
  }, [isWriting]);
  if (shown === undefined || (count === 0 && shown.source.tellsNothing !== true)) return null;
  return (
    <TypedPanel
      editor={editor}
      shown={shown}
      count={count}
      active={active}
      onPoint={setActive}
      onChoose={choose}
    />
  );
}

function TypedPanel(props: {
  readonly editor: Editor;
  readonly shown: Shown;
  readonly count: number;
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (id: string) => void;
}): JSX.Element {
  const { editor, shown, count, active } = props;
  const words = useWords();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const { from } = shown.typed;

  useLayoutEffect(() => {
    const box = panel.current;
    if (box === null) return undefined;
    box.showPopover();
    return keepInPlace(
      box,
      placeOfText(editor.view, () => ({ from, to: from })),
      "start",
    );
  }, [from]);
  useLayoutEffect(
    () => tellOfList(editor.view.dom, id, count === 0 ? undefined : `${id}-${active}`),
    [active, count],
  );
  useLayoutEffect(() => {
    panel.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  return (
    <div ref={panel} class="coscribe-popover coscribe-typed-menu" popover="manual">
      <ChoiceList
        id={id}
        label={shown.source.label}
        groups={shown.groups}
        active={active}
        onPoint={props.onPoint}
        onChoose={props.onChoose}
      />
      <p class={count === 0 ? "coscribe-hint" : "coscribe-visually-hidden"} role="status">
        {count === 0 ? words.say("search.nothing") : words.say("search.results", { count })}
      </p>
    </div>
  );
}

function handleKey(
  event: KeyboardEvent,
  { groups, source }: Shown,
  active: number,
  setActive: (index: number) => void,
  choose: (id: string) => void,
  typing: Typing,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const choices = groups.flatMap((group) => group.choices);
  if (event.key === "Escape" && (choices.length > 0 || source.tellsNothing === true)) {
    typing.end();
    return true;
  }
  const chosen = choices[active];
  if (chosen === undefined) return false;
  switch (event.key) {
    case "ArrowDown":
      setActive((active + 1) % choices.length);
      return true;
    case "ArrowUp":
      setActive((active + choices.length - 1) % choices.length);
      return true;
    case "Enter":
    case "Tab":
      if (event.shiftKey) return false;
      choose(chosen.id);
      return true;
    default:
      return false;
  }
}

function countOf(groups: readonly ChoiceGroup[]): number {
  return groups.reduce((sum, { choices }) => sum + choices.length, 0);
}

/** What comes in place of what is found. Enter replaces one and goes on, Mod-Enter replaces all. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { usePageWords } from "../../messages/use-page-words.ts";

/** Attributes of {@link ReplaceRow}. */
export interface ReplaceRowProps {
  readonly template: string;
  readonly isExpression: boolean;
  /** Something was found. */
  readonly isPossible: boolean;
  /** Everything has been searched. */
  readonly isComplete: boolean;
  readonly onType: (template: string) => void;
  readonly onReplace: () => void;
  readonly onReplaceAll: () => void;
}

/** See the head of this file. */
export function ReplaceRow(props: ReplaceRowProps): JSX.Element {
  const { template, isExpression, isPossible, isComplete } = props;
  const words = usePageWords();
  const field = useRef<HTMLInputElement>(null);
  const canReplaceAll = isPossible && isComplete;
  const replace = (): void => {
    if (isPossible) props.onReplace();
  };
  const replaceAll = (): void => {
    if (canReplaceAll) props.onReplaceAll();
  };
  useLayoutEffect(() => {
    if (isPossible) field.current?.focus();
  }, []);
  return (
    <div class="find-replace">
      <input
        ref={field}
        class="coscribe-field"
        type="text"
        dir="auto"
        aria-label={words.say("find.replaceWith")}
        placeholder={words.say(isExpression ? "find.replaceWithGroups" : "find.replaceWith")}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="done"
        value={template}
        onInput={(event) => props.onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          if (event.ctrlKey || event.metaKey) replaceAll();
          else replace();
        }}
      />
      <button
        type="button"
        class="coscribe-button coscribe-button-small"
        data-tip={words.say("find.replace")}
        data-keys="Enter"
        aria-disabled={!isPossible}
        onClick={replace}
      >
        {words.say("find.replace")}
      </button>
      <button
        type="button"
        class="coscribe-button coscribe-button-small"
        data-tip={words.say("find.replaceAll")}
        data-keys="Mod-Enter"
        aria-disabled={!canReplaceAll}
        onClick={replaceAll}
      >
        {words.say("find.replaceAll")}
      </button>
    </div>
  );
}

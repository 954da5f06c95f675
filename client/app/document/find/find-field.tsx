/** The field for what is looked for: the ways to look, how much was found, and the way to the next. */

import type { FindQuery, FindState } from "@coscribe/client/features/find";
import type { JSX, RefObject } from "preact";
import { useId } from "preact/hooks";
import { Icon, type IconName, useWords } from "@coscribe/client/ui";
import { usePageWords } from "../../messages/use-page-words.ts";
import { foundInWords } from "./find-words.ts";
import { FindButton } from "./find-button.tsx";

/** Attributes of {@link FindField}. */
export interface FindFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  /** Undefined until there is something that finds. */
  readonly state: FindState | undefined;
  readonly onType: (text: string) => void;
  readonly onChange: (change: Partial<FindQuery>) => void;
  readonly onGo: (direction: 1 | -1) => void;
}

type Way = "isCaseSensitive" | "isWholeWord" | "isExpression";

const ways: readonly {
  readonly way: Way;
  readonly label: "find.case" | "find.wholeWords" | "find.expression";
  readonly icon: IconName;
  /** A key that is pressed together with Alt, by its place on the keyboard. */
  readonly code: string;
}[] = [
  { way: "isCaseSensitive", label: "find.case", icon: "caseSensitive", code: "KeyC" },
  { way: "isWholeWord", label: "find.wholeWords", icon: "wholeWord", code: "KeyW" },
  { way: "isExpression", label: "find.expression", icon: "regex", code: "KeyR" },
];

/** See the head of this file. */
export function FindField(props: FindFieldProps): JSX.Element {
  const { field, text, state, onType, onChange, onGo } = props;
  const words = usePageWords();
  const faultWords = useWords();
  const id = useId();
  const isUnusable = state?.problem !== undefined;
  const isMissing = state?.isComplete === true && state.count === 0 && text !== "";
  const handleKey = (event: KeyboardEvent): void => {
    const toggled = event.altKey ? ways.find(({ code }) => code === event.code) : undefined;
    if (toggled !== undefined) onChange({ [toggled.way]: state?.query[toggled.way] !== true });
    else if (event.key === "Enter" && !event.isComposing) onGo(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div class="find-field">
        <input
          ref={field}
          class="coscribe-field"
          type="text"
          dir="auto"
          aria-label={words.say("find.find")}
          placeholder={words.say("find.find")}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          value={text}
          aria-invalid={isUnusable}
          aria-describedby={id}
          onInput={(event) => onType(event.currentTarget.value)}
          onKeyDown={handleKey}
        />
        <div class="find-ways">
          {ways.map(({ way, label, icon, code }) => (
            <FindButton
              key={way}
              label={words.say(label)}
              shortcut={`Alt-${code.slice(-1)}`}
              isOn={state?.query[way] === true}
              onPress={() => onChange({ [way]: state?.query[way] !== true })}
            >
              <Icon name={icon} />
            </FindButton>
          ))}
        </div>
      </div>
      <p
        id={id}
        class={`find-count ${isUnusable || isMissing ? "problem" : ""}`}
        data-long={isUnusable}
        role="status"
      >
        {foundInWords(words, faultWords, state)}
      </p>
      <FindButton
        label={words.say("find.previous")}
        shortcut="Shift-Enter"
        onPress={() => onGo(-1)}
      >
        <Icon name="arrowUp" />
      </FindButton>
      <FindButton label={words.say("find.next")} shortcut="Enter" onPress={() => onGo(1)}>
        <Icon name="arrowDown" />
      </FindButton>
    </>
  );
}

/** One of a few, side by side: radio buttons that look like one control. */

import type { JSX } from "preact";
import { useId } from "preact/hooks";

/** Attributes of {@link Choice}. */
export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** See the head of this file. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { label, options, chosen, onChoose } = props;
  const group = useId();
  return (
    <fieldset class="theme-switch">
      <legend class="coscribe-visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="theme-option">
          <input
            type="radio"
            class="coscribe-visually-hidden"
            name={group}
            checked={option.value === chosen}
            onChange={() => onChoose(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

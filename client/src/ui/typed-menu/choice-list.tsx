/** A list of choices for a text box that keeps the focus. */

import type { JSX } from "preact";
import { Icon } from "../parts/icon.tsx";
import type { Choice, ChoiceGroup } from "./choice.ts";

/** Attributes of {@link ChoiceList}. */
export interface ChoiceListProps {
  /** Of the list; the choice at an index has this with `-INDEX`. */
  readonly id: string;
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  /** The index of the choice that Enter would take, counted through all groups. */
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (id: string) => void;
}

/** See the head of this file. */
export function ChoiceList(props: ChoiceListProps): JSX.Element {
  const { id, label, groups } = props;
  let index = 0;
  return (
    // It can be scrolled, so it can have the focus; Tab and the arrows in the text do all of it, too.
    <div id={id} class="coscribe-choices" role="listbox" aria-label={label} tabIndex={0}>
      {groups.map((group, number) => {
        const first = index;
        index += group.choices.length;
        const choices = group.choices.map((choice, i) => (
          <ChoiceRow key={choice.id} {...props} choice={choice} index={first + i} />
        ));
        if (group.title === undefined) return choices;
        const titleId = `${id}-title-${number}`;
        return (
          <div key={group.title} role="group" aria-labelledby={titleId}>
            <p id={titleId} class="coscribe-choices-title">
              {group.title}
            </p>
            {choices}
          </div>
        );
      })}
    </div>
  );
}

function ChoiceRow(
  props: ChoiceListProps & { readonly choice: Choice; readonly index: number },
): JSX.Element {
  const { choice, index, active } = props;
  return (
    <div
      id={`${props.id}-${index}`}
      class="coscribe-choice"
      role="option"
      aria-selected={index === active}
      onPointerMove={() => {
        if (index !== active) props.onPoint(index);
      }}
      // The focus, and with it a screen keyboard, stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onChoose(choice.id)}
    >
      {"name" in choice.icon ? (
        <Icon name={choice.icon.name} />
      ) : (
        <span class="coscribe-choice-sign" aria-hidden="true">
          {choice.icon.text}
        </span>
      )}
      <span class="coscribe-menu-label">
        <bdi>{choice.label}</bdi>
      </span>
      {choice.hint === undefined ? undefined : (
        <code class="coscribe-choice-hint" aria-hidden="true">
          {choice.hint}
        </code>
      )}
    </div>
  );
}

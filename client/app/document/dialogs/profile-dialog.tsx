/** Changes how others see this person. */

import type { User } from "@coscribe/client";
import { Dialog, Icon } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { maxPersonNameLength, palette } from "../../person.ts";
import { randomPersonName } from "../../random-name.ts";
import { secureRandom } from "../../random.ts";
import { Avatar } from "../../ui/avatar.tsx";

/** Attributes of {@link ProfileDialog}. */
export interface ProfileDialogProps {
  readonly user: User;
  readonly onSave: (user: User) => void;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function ProfileDialog({ user, onSave, onClose }: ProfileDialogProps): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(user.name);
  const [color, setColor] = useState(user.color);
  const [problem, setProblem] = useState<string>();

  const changeName = (to: string): void => {
    setName(to);
    setProblem(undefined);
  };
  const save = (event: Event, close: () => void): void => {
    event.preventDefault();
    if (name.trim() === "") {
      setProblem("Please type a name.");
      input.current?.focus();
      return;
    }
    onSave({ name: name.trim(), color });
    close();
  };

  return (
    <Dialog title="How others see you" class="coscribe-dialog-narrow" onClose={onClose}>
      {(close) => (
        <form class="profile" noValidate onSubmit={(event) => save(event, close)}>
          <label for={`${id}-name`}>Name</label>
          <div class="profile-name">
            <Avatar user={{ name: name.trim() || "?", color }} />
            <input
              ref={input}
              id={`${id}-name`}
              class="coscribe-field"
              type="text"
              dir="auto"
              autocomplete="nickname"
              maxLength={maxPersonNameLength}
              value={name}
              aria-invalid={problem !== undefined}
              aria-describedby={`${id}-problem`}
              onInput={(event) => changeName(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
            />
            <button
              type="button"
              class="coscribe-icon-button"
              aria-label="Suggest a name"
              data-tip="Suggest a name"
              onClick={() => changeName(randomPersonName(secureRandom))}
            >
              <Icon name="dices" />
            </button>
          </div>
          <p id={`${id}-problem`} class="coscribe-problem" role="status">
            {problem}
          </p>
          <ColorChoice chosen={color} onChoose={setColor} />
          <div class="coscribe-dialog-actions">
            <button type="button" class="coscribe-button" onClick={close}>
              Cancel
            </button>
            <button type="submit" class="coscribe-button coscribe-button-primary">
              Save
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function ColorChoice(props: {
  readonly chosen: string;
  readonly onChoose: (color: string) => void;
}): JSX.Element {
  const group = useId();
  return (
    <fieldset class="colors">
      <legend>Colour</legend>
      {palette.map(({ label, color }) => (
        <label key={color} class="color" data-tip={label} style={{ "--avatar": color }}>
          <input
            type="radio"
            class="coscribe-visually-hidden"
            name={group}
            aria-label={label}
            checked={color === props.chosen}
            onChange={() => props.onChoose(color)}
          />
          <span class="color-disc">
            <Icon name="check" />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

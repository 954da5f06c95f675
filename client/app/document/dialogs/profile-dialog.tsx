/** Changes how others see this person. */

import type { User } from "@coscribe/client";
import { Avatar, Dialog, Icon, IconButton, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { CancelOrSave } from "../../ui/cancel-or-save.tsx";
import { maxPersonNameLength, palette } from "../../person.ts";
import { randomPersonName } from "../../random-name.ts";
import { secureRandom } from "../../random.ts";

/** Attributes of {@link ProfileDialog}. */
export interface ProfileDialogProps {
  readonly user: User;
  /** `hasChosenColor`: the colour is the one that somebody wants, and no longer one that was made up. */
  readonly onSave: (user: User, hasChosenColor: boolean) => void;
  readonly onClose: () => void;
}

/** See the head of this file. */
export function ProfileDialog({ user, onSave, onClose }: ProfileDialogProps): JSX.Element {
  const words = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(user.name);
  const [chosen, setChosen] = useState<string>();
  const color = chosen ?? user.color;
  const [problem, setProblem] = useState<string>();

  const changeName = (to: string): void => {
    setName(to);
    setProblem(undefined);
  };
  const save = (event: Event, close: () => void): void => {
    event.preventDefault();
    if (name.trim() === "") {
      setProblem(words.say("profile.empty"));
      input.current?.focus();
      return;
    }
    onSave({ name: name.trim(), color }, chosen !== undefined);
    close();
  };

  return (
    <Dialog title={words.say("profile.title")} class="coscribe-dialog-narrow" onClose={onClose}>
      {(close) => (
        <form class="profile" noValidate onSubmit={(event) => save(event, close)}>
          <label for={`${id}-name`}>{words.say("profile.name")}</label>
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
            <IconButton
              icon="dices"
              label={words.say("profile.suggest")}
              onClick={() => changeName(randomPersonName(secureRandom))}
            />
          </div>
          <p id={`${id}-problem`} class="coscribe-problem" role="status">
            {problem}
          </p>
          <ColorChoice chosen={color} onChoose={setChosen} />
          <CancelOrSave onCancel={close} />
        </form>
      )}
    </Dialog>
  );
}

function ColorChoice(props: {
  readonly chosen: string;
  readonly onChoose: (color: string) => void;
}): JSX.Element {
  const words = useWords();
  const group = useId();
  return (
    <fieldset class="colors">
      <legend>{words.say("profile.color")}</legend>
      {palette.map(({ id, color }) => (
        <label
          key={color}
          class="color"
          data-tip={words.say(`color.${id}`)}
          style={{ "--avatar": color }}
        >
          <input
            type="radio"
            class="coscribe-visually-hidden"
            name={group}
            aria-label={words.say(`color.${id}`)}
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

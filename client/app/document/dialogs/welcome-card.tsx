/** On a first visit: the name that was made up, and how to change it at once. */

import type { User } from "@coscribe/client";
import { Icon, useWords } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { Avatar } from "../../ui/avatar.tsx";

/** Attributes of {@link WelcomeCard}. */
export interface WelcomeCardProps {
  readonly user: User;
  readonly onEdit: () => void;
  readonly onDismiss: () => void;
}

/** See the head of this file. */
export function WelcomeCard({ user, onEdit, onDismiss }: WelcomeCardProps): JSX.Element {
  const words = useWords();
  return (
    <aside class="welcome" aria-label={words.say("welcome.label")}>
      <Avatar user={user} />
      <p>{words.split("welcome.text", { name: <bdi>{user.name}</bdi> })}</p>
      <button type="button" class="coscribe-button coscribe-button-small" onClick={onEdit}>
        {words.say("welcome.change")}
      </button>
      <button
        type="button"
        class="coscribe-icon-button"
        aria-label={words.say("welcome.keep")}
        data-tip={words.say("welcome.keep")}
        onClick={onDismiss}
      >
        <Icon name="x" />
      </button>
    </aside>
  );
}

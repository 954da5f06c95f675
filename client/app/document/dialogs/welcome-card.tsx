/** On a first visit: the name that was made up, and how to change it at once. */

import type { User } from "@coscribe/client";
import { Icon } from "@coscribe/client/ui";
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
  return (
    <aside class="welcome" aria-label="Your name">
      <Avatar user={user} />
      <p>
        Others see you as <bdi>{user.name}</bdi>
      </p>
      <button type="button" class="coscribe-button coscribe-button-small" onClick={onEdit}>
        Change
      </button>
      <button
        type="button"
        class="coscribe-icon-button"
        aria-label="Keep this name"
        data-tip="Keep this name"
        onClick={onDismiss}
      >
        <Icon name="x" />
      </button>
    </aside>
  );
}
